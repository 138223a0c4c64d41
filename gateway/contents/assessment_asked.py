"""What is asked of the graph for the documents of an assessment."""

from typing import Final

from gateway.contents.heading import ASKED

_CATEGORY: Final = "category { code name place }"
_EXACT: Final = "{ numerator denominator shown }"
QUERY: Final = (
    "query Assessed($pemda: String!, $subject: ID!) { " + ASKED + """
  node(id: $subject) { ... on Assessment { year firstDay lastDay status finalisedAt finalisedTitle
    questionSet { code version name source counting categories { code name place }
      questions { number text categories { category certain } } }
    sheets { id status unit { name } items { question { number } value } }
    result { frozen unitCount categories { <category> certain score <exact> place tied }
      units { unitName sheet scores { <category> score <exact> } } }
    generalInformation { received resolved notResolved resolvedShare <exact> notResolvedShare <exact>
      averageReceived <exact> }
    priorities { category place reasons }
    minutes { heldOn place process signedName signedTitle signedAt attendance { name institution position } } } } }"""
).replace("<category>", _CATEGORY).replace("<exact>", _EXACT)  # fmt: skip
