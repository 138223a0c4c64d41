"""The enums of notices as the interface publishes them, each value with its Indonesian term.

Types and inputs import them from here: an enum must be published before the first type that uses it is declared.
"""

from graph.declarations import enum_type
from rules.delivering import Quiet, SendingState
from rules.notices import LABELS, NoticeChannel, NoticeKind

enum_type(
    NoticeKind,
    {
        NoticeKind.ARRIVED: f"A complaint came to your desk ({LABELS[NoticeKind.ARRIVED]}).",
        NoticeKind.LEFT: f"A complaint left your desk ({LABELS[NoticeKind.LEFT]}).",
        NoticeKind.REPORTER_SPOKE: f"The reporter said something ({LABELS[NoticeKind.REPORTER_SPOKE]}).",
        NoticeKind.OBJECTED: f"The reporter objected or reopened ({LABELS[NoticeKind.OBJECTED]}).",
        NoticeKind.COLLEAGUES: f"Colleagues did something on it ({LABELS[NoticeKind.COLLEAGUES]}).",
        NoticeKind.DUE_SOON: f"Its deadline is near ({LABELS[NoticeKind.DUE_SOON]}).",
        NoticeKind.ESCALATED: f"A deadline was missed below you ({LABELS[NoticeKind.ESCALATED]}).",
        NoticeKind.COPY: f"Your unit has a copy of it ({LABELS[NoticeKind.COPY]}).",
        NoticeKind.HANDED_OVER: f"It went to the Ombudsman ({LABELS[NoticeKind.HANDED_OVER]}).",
        NoticeKind.OMBUDSMAN_DECIDED: f"The Ombudsman decided ({LABELS[NoticeKind.OMBUDSMAN_DECIDED]}).",
        NoticeKind.DIGEST: f"The morning's summary of a desk ({LABELS[NoticeKind.DIGEST]}).",
        NoticeKind.FORWARDED: f"Your complaint went to the office in charge ({LABELS[NoticeKind.FORWARDED]}).",
        NoticeKind.QUESTION: f"Your complaint needs more from you ({LABELS[NoticeKind.QUESTION]}).",
        NoticeKind.PROGRESS: f"Work on your complaint goes on ({LABELS[NoticeKind.PROGRESS]}).",
        NoticeKind.ANSWERED: f"Your complaint was answered ({LABELS[NoticeKind.ANSWERED]}).",
        NoticeKind.EXTENDED: f"The deadline of your complaint was extended ({LABELS[NoticeKind.EXTENDED]}).",
        NoticeKind.REMINDER: f"Your complaint waits for you ({LABELS[NoticeKind.REMINDER]}).",
        NoticeKind.ENDED: f"Your complaint was closed or archived ({LABELS[NoticeKind.ENDED]}).",
        NoticeKind.IDENTITY_OPENED: f"An officer opened who you are ({LABELS[NoticeKind.IDENTITY_OPENED]}).",
    },
)
enum_type(
    NoticeChannel,
    {
        NoticeChannel.EMAIL: "By e-mail (surel).",
        NoticeChannel.SMS: "By SMS (SMS).",
        NoticeChannel.WHATSAPP: "By WhatsApp (WhatsApp).",
    },
)
enum_type(
    Quiet,
    {
        Quiet.OFFICE_HOURS: "Only while the pemda's office is open (jam kerja).",
        Quiet.NIGHT: "Not between nine in the evening and six in the morning, local time (malam hari).",
        Quiet.NEVER: "At any hour (kapan saja).",
    },
)
enum_type(
    SendingState,
    {
        SendingState.WAITING: "It waits for its turn or for another attempt (menunggu).",
        SendingState.SENT: "The other side took it (terkirim).",
        SendingState.FAILED: "It was given up (gagal).",
        SendingState.WITHDRAWN: "There is nobody to tell any more, or nothing that they may see (dibatalkan).",
    },
)

__all__ = ["NoticeChannel", "NoticeKind", "Quiet", "SendingState"]
