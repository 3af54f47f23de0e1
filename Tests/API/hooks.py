"""What Schemathesis is taught beside its configuration; named by SCHEMATHESIS_HOOKS."""

import json
import os
import re
import urllib.parse

import jsonschema_rs
import schemathesis

# The account that the run asks by, and somebody to do it to instead.
OWN, OTHER = os.environ.get("WINNOW_TEST_ACCOUNT", "schemathesis"), "rosa"

TASK = {"id": 1, "data": {"subject": "Site down", "body": "502 since nine", "text": "rain and snow"}}
CONFIGURATION = (
    '<View><Text name="t" value="$text"/><Choices name="label" toName="t">'
    '<Choice value="billing"/><Choice value="outage"/><Choice value="sport"/></Choices></View>'
)
RECORDS = [
    '{"id": "s-%d", "subject": "Site down", "body": "502 since nine", "text": "rain and snow"}\n',
    '{"id": "s-%d", "subject": "Bill", "body": "paid twice", "text": "bank loan", "label": "billing"}\n{"id": 7}\n',
    'id,subject,body,text\ns-%d,Bill,paid twice,bank loan\n',
    'id\tsubject\tbody\ttext\ns-%d\tBill\tpaid twice\tbank loan\n',
]


def mark(body):
    return sum(json.dumps(body, sort_keys=True, default=str).encode())


@schemathesis.hook
def map_body(context, body):
    """Of bodies whose schema says `string` or `object` and no more, some are to be what they are meant to be."""
    operation = context.operation.definition.raw.get("operationId", "")
    if operation in ("postQueuesQueueItems", "postQueuesQueuePredictions") and isinstance(body, str):
        number = mark(body)
        if number % 3:
            return RECORDS[number % 4] % (number % 50)
    if operation.startswith("postLabelStudio") and isinstance(body, dict):
        number = mark(body)
        if operation.endswith("Setup") and number % 3:
            return body | {"schema": CONFIGURATION, "project": "1.1"}
        if operation.endswith("Predict") and number % 3:
            return body | {"label_config": CONFIGURATION, "tasks": [TASK, {"id": 2, "data": {}}]}
        if operation.endswith("Webhook") and number % 4:
            choice = {"from_name": "label", "to_name": "t", "type": "choices", "value": {"choices": ["billing"]}}
            annotation = {"id": number % 9, "completed_by": {"email": "ls@example.org"}, "result": [choice]}
            return body | [
                {}, {"action": "ANNOTATION_CREATED", "task": TASK, "annotation": annotation},
                {"action": "TASKS_CREATED", "tasks": [TASK]}, {"action": "START_TRAINING"},
            ][number % 4]
    if operation.startswith("postQueuesQueueCounterfactual") and isinstance(body, dict) and "texts" in body:
        number = mark(body)
        if number % 3:
            return body | {"texts": {"body": "The site is down" + " again" * (number % 7)}, "overrideReason": "a test"}
    return body


@schemathesis.hook
def before_call(context, case, kwargs):
    """Keeps the run from ending its own account or token, and its webhooks on this machine, where nobody listens."""
    if case.method == "POST" and case.path == "/api/v1/webhooks" and isinstance(case.body, dict):
        if str(case.body.get("url", "")).startswith("http"):
            case.body.update(url="http://127.0.0.1:9/hook", allowsPrivate=True)
    if case.method == "GET" or not case.path.startswith(("/api/v1/people/{name}", "/api/v1/annotators/{name}")):
        return
    if urllib.parse.unquote(str((case.path_parameters or {}).get("name", ""))) == OWN:
        case.path_parameters["name"] = OTHER
    if isinstance(case.query, dict) and case.query.get("name") == OWN:
        case.query["name"] = OTHER


@schemathesis.deserializer("application/x-ndjson")
def first_line(context, response):
    """The schema is that of a line: the first is checked by Schemathesis, all of them by `each_line_conforms`."""
    if context.operation.definition.raw["operationId"].endswith("Export"):
        return response.content.decode()
    lines = response.content.splitlines()
    return json.loads(lines[0]) if lines else {}


@schemathesis.check
def each_line_conforms(ctx, response, case):
    if not response.headers.get("content-type", [""])[0].startswith("application/x-ndjson"):
        return
    if case.operation.definition.raw["operationId"].endswith("Export"):
        return
    schema = case.operation.schema.raw_schema
    content = case.operation.definition.raw["responses"]["200"]["content"]["application/x-ndjson"]["schema"]
    validator = jsonschema_rs.Draft202012Validator(content | {"components": schema["components"]})
    lines = response.content.decode().split("\n")
    assert lines.pop() == "", "the last line has no end"
    for number, line in enumerate(lines):
        for error in validator.iter_errors(json.loads(line)):
            raise AssertionError(f"line {number + 1}: {error.message}: {line[:300]}")


def closed(schema):
    """The same schema, with nothing allowed beside what it names."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: closed(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and "additionalProperties" not in schema:
        made["additionalProperties"] = False
    return made


@schemathesis.check
def nothing_beside_the_document(ctx, response, case):
    """A field of an answer that the document does not name is one that nobody can know of."""
    if response.headers.get("content-type", [""])[0] != "application/json":
        return
    raw = case.operation.definition.raw["responses"].get(str(response.status_code), {})
    content = raw.get("content", {}).get("application/json", {}).get("schema")
    if content is None or response.request.method == "HEAD":
        return
    whole = closed(content) | {"components": closed(case.operation.schema.raw_schema["components"])}
    for error in jsonschema_rs.Draft202012Validator(whole).iter_errors(response.json()):
        raise AssertionError(f"{error.message[:200]} at {list(error.instance_path)}")


# What the rules of the database, Swift and the file system say is for the log and not for those who ask.
INSIDE = re.compile(r"winnow: |SQL|GRDB|constraint|Error\(|Optional\(|DecodingError|\.swift|/work/|/tmp/|\[\d+(, \d+)*\]$")


@schemathesis.check
def problems_are_whole(ctx, response, case):
    """A problem document has the status of its answer, and tells nothing of the inside."""
    if response.status_code < 400 or response.request.method == "HEAD":
        return
    # What is no HTTP, or has headers that are too long, is answered before there is a request.
    assert response.headers.get("content-type", [""])[0] == "application/problem+json", "no problem document"
    problem = json.loads(response.content)
    assert problem["status"] == response.status_code, f"the document says {problem['status']}"
    assert problem["code"] != "usage", "a code of the command line"
    found = INSIDE.search(problem.get("detail", ""))
    assert not found, f"it tells of the inside: {found.group()}: {problem['detail'][:200]}"


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """What is known to be right. Says no to a failure that is none."""
    operation = case.operation.definition.raw.get("operationId", "")
    title = failure.title
    # A schema of a stream is read as that of each event, which OpenAPI says from 3.2 on only (`itemSchema`).
    if title.startswith("SSE event") and operation == "getQueuesQueueEvents":
        return False
    if title == "Schema-violating request accepted":
        # The bodies are lines and tables: whatever is sent is text, and what is no record is told by line.
        if operation in ("postQueuesQueueItems", "postQueuesQueuePredictions") and (
            "in body" in failure.message or "in header - object with unexpected" in failure.message
            or "Missing request body" in failure.message
        ):
            return False
        # A parameter that is empty is as if it was left out: forms send those.
        query = urllib.parse.parse_qs(urllib.parse.urlparse(response.request.url).query, keep_blank_values=True)
        if "in query" in failure.message and any(values == [""] for values in query.values()):
            return False
    return True
