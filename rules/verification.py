"""What verification must look at, and when it counts as passed (Perbup Bintan 53/2021, 2.1.1)."""

from dataclasses import dataclass
from enum import StrEnum

from rules.errors import bad_input
from rules.vocabulary import Check, Nature


class CheckResult(StrEnum):
    """What a check found; identity is not needed of an anonymous reporter, evidence not of an aspirasi."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    NOT_NEEDED = "NOT_NEEDED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Every check that the regulation names, each answered: nothing is passed by silence."""

    identity: CheckResult
    substance: CheckResult
    evidence: CheckResult
    nature: Nature
    subject: str
    object: str
    anonymous: bool
    secret: bool
    eligible: bool
    note: str = ""

    @property
    def complete(self) -> bool:
        """Are identity, substance and evidence there, as far as they are needed? (admin duties 1, 6, 10)."""
        return CheckResult.NOT_MET not in (self.identity, self.substance, self.evidence)

    @property
    def passed(self) -> bool:
        """May the complaint be forwarded? (admin duties 6, 7)."""
        return self.eligible and self.complete

    def record(self) -> dict[str, str | bool]:
        """What the event keeps, by the regulation's checks."""
        return {
            Check.IDENTITY.value: self.identity.value,
            Check.SUBSTANCE.value: self.substance.value,
            Check.EVIDENCE.value: self.evidence.value,
            Check.NATURE.value: self.nature.value,
            "SUBJECT": self.subject,
            "OBJECT": self.object,
            Check.ANONYMITY.value: self.anonymous,
            Check.SECRECY.value: self.secret,
            Check.ELIGIBILITY.value: self.eligible,
            "COMPLETE": self.complete,
        }


def examine(verification: Verification) -> Verification:
    """The verification, when it answers every check. Raises BAD_USER_INPUT naming the field."""
    if verification.substance is CheckResult.NOT_NEEDED:
        raise bad_input(
            "substance",
            "Every complaint has a substance: say MET or NOT_MET.",
            "Substansi wajib diperiksa: pilih terpenuhi atau tidak terpenuhi.",
            rule="Perbup Bintan 53/2021, 2.1.1 admin 1",
        )
    if verification.passed and not (verification.subject.strip() and verification.object.strip()):
        raise bad_input(
            "subject",
            "Name the subject and the object of the complaint before it is forwarded.",
            "Subjek dan objek pengaduan wajib diidentifikasi sebelum diteruskan.",
            rule="Perbup Bintan 53/2021, 2.1.1 admin 3",
        )
    return verification
