"""What is asked of our service: the operations of the benchmark."""

from typing import Final

INBOX: Final = """query Inbox { complaints(first: 50) { nodes { id trackingCode title status kind priority clock dueAt
  receivedAt version unit { id name } topic { id name } lastEvent { seq move actorTitle at } viewerCan }
  pageInfo { hasNextPage endCursor } } }"""
DETAIL: Final = """query Detail($id: ID!) { complaint(id: $id) { id trackingCode title body status kind priority clock
  dueAt receivedAt version unit { id name } topic { id name } viewerCan
  timeline(first: 20) { nodes { seq move fromStatus toStatus actorTitle actorName reason at }
    pageInfo { hasNextPage endCursor } } } }"""
MOVE: Final = """mutation Classify($input: ClassifyComplaintInput!) {
  classifyComplaint(input: $input) { id version status priority } }"""
SUBMIT: Final = """mutation Submit($input: SubmitComplaintInput!) {
  submitComplaint(input: $input) { trackingCode complaint { id version status } } }"""
VERIFY: Final = """mutation Verify($input: VerifyComplaintInput!) {
  verifyComplaint(input: $input) { id version status } }"""
DISPOSE: Final = """mutation Dispose($input: DisposeComplaintInput!) {
  disposeComplaint(input: $input) { id version status } }"""
ANSWER: Final = """mutation Answer($input: AnswerComplaintInput!) {
  answerComplaint(input: $input) { id version status } }"""
ACCEPT: Final = """mutation Accept($input: AcceptAnswerInput!) {
  acceptAnswer(input: $input) { id version status } }"""
SEARCH: Final = """query Search($text: String!) { complaints(filter: {text: $text}, orderBy: NEWEST, first: 20) {
  nodes { id trackingCode title status dueAt } } }"""
DESK_NEWS: Final = """subscription News { deskNews { move version complaint { id status } } }"""
STATISTICS: Final = """query Compare($question: StatisticsInput!) { statistics(question: $question) {
  rows { regionCode figures { received verified answered overdue closed { total }
    onTime { value denominator } followUp { value } durations { answer { count mean } }
    backlog { open overdue } } } } }"""
