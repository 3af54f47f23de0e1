"""Fills a data folder for a run of Schemathesis and writes what the run has to know of it.

prepare.py folder   WINNOW QUEUES EXAMPLES           before the server runs: queues, items, labels, models, accounts
prepare.py server   WINNOW BASE TEMPLATE OUTPUT AUTH while it runs: assignments, pairs, tokens; writes OUTPUT/schemathesis.toml
"""

import http.cookiejar
import json
import os
import pathlib
import re
import subprocess
import sys
import time
import urllib.parse
import urllib.request

ACCOUNT = "schemathesis"
SCOPES = "label,browse,review,import,export,train,queues,people,webhooks"

TOPICS = """version: 1
title: Topics
task: multilabel
item: {text: "{{text}}"}
labels: [weather, sport, money]
assignment: {overlap: 2, lease: 30m}
evaluation: {share: 0.1}
"""

NOTES = """version: 1
title: Notes
item: {text: "{{body}}"}
labels: [billing, outage, account, how-to, feature, feedback]
counterfactuals: {verification: none}
"""

EMPTY = """version: 1
title: Nothing yet
item: {text: "{{body}}"}
labels: [cat, dog]
"""


def winnow(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"winnow {' '.join(arguments)}: {done.stderr}")
    return done.stdout


def folder(program, queues, examples):
    temporary = pathlib.Path(os.environ["WINNOW_DATA"]).parent
    tickets = f"{examples}/support-tickets/tickets.jsonl"
    winnow(program, "queue", "create", f"{queues}/support-tickets.yaml")
    winnow(program, "import", "support-tickets", tickets, "--no-labels")
    winnow(program, "replay", "support-tickets", tickets, "--labels", "80", "--annotator", "example", "--no-wait")
    for name, text in [("topics", TOPICS), ("notes", NOTES), ("empty", EMPTY)]:
        (temporary / f"{name}.yaml").write_text(text)
        winnow(program, "queue", "create", f"{temporary}/{name}.yaml")
    words = {"weather": ["rain", "sun", "wind", "snow"], "sport": ["goal", "race", "team", "ball"],
             "money": ["bank", "price", "tax", "loan"]}
    lines = []
    for number in range(60):
        labels = [label for place, label in enumerate(words) if number >> place & 1]
        text = " ".join(words[label][(number + place) % 4] for label in labels for place in range(3)) or "nothing"
        record = {"id": f"topic/{number}", "text": f"{text} {number}"}
        if number < 40:
            record["label"] = labels
        lines.append(json.dumps(record))
    (temporary / "topics.jsonl").write_text("\n".join(lines) + "\n")
    winnow(program, "import", "topics", f"{temporary}/topics.jsonl")
    winnow(program, "retrain", "topics", "--force")
    records = [json.loads(line) for line in open(tickets)]
    lines = [json.dumps({key: record[key] for key in ["id", "body", "label"]}) for record in records[:60]]
    (temporary / "notes.jsonl").write_text("\n".join(lines) + "\n")
    winnow(program, "import", "notes", f"{temporary}/notes.jsonl")
    winnow(program, "retrain", "notes", "--force")
    winnow(program, "annotator", "add", ACCOUNT, "--role", "owner")
    winnow(program, "annotator", "add", "rosa", "--role", "annotator")
    winnow(program, "annotator", "add", "robot", "--role", "machine")
    winnow(program, "annotator", "add", "Zo\u00eb/2", "--role", "reviewer")
    winnow(program, "annotator", "add", "nobody")


class API:
    def __init__(self, base, token):
        self.base, self.token = base, token

    def __call__(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, method=method)
        request.add_header("Authorization", f"Bearer {self.token}")
        request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
            return json.loads(text) if text else None


def session(program, base):
    """Signs in by a link, as a browser does: the cookie and the form token."""
    link = json.loads(winnow(program, "annotator", "link", ACCOUNT, "--url", base, "--json"))
    address = link.get("link") or link.get("url")
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    token = urllib.parse.parse_qs(urllib.parse.urlparse(address).query)["token"][0]
    page = browser.open(address).read().decode()
    action = re.search(r'<form[^>]*action="([^"]*)"', page).group(1)
    fields = dict(re.findall(r'<input[^>]*name="([^"]*)"[^>]*value="([^"]*)"', page))
    fields.setdefault("token", token)
    browser.open(base + action, urllib.parse.urlencode(fields).encode()).read()
    cookie = next(cookie.value for cookie in jar if cookie.name == "winnow")
    who = json.loads(browser.open(base + "/api/v1/session").read())
    return cookie, who["formToken"]


def server(program, base, template, output, auth):
    reply = json.loads(winnow(program, "annotator", "token", ACCOUNT, "--scopes", SCOPES, "--name", "run", "--json"))
    token, own = reply["token"], reply["credential"]["id"]
    api = API(base, token)
    found = {"assignments": [], "annotations": [], "counterfactuals": [], "credentials": [], "items": [], "versions": [],
             "webhooks": []}
    for queue in ["support-tickets", "topics"]:
        path = f"/api/v1/queues/{queue}"
        claimed = api("POST", f"{path}/assignments", {"count": 12})["assignments"]
        for place, assignment in enumerate(claimed):
            if place < 6:
                answer = {"answer": "label", "labels": ["outage" if queue == "support-tickets" else "sport"],
                          "revision": assignment["revision"]}
                done = api("POST", f"{path}/assignments/{assignment['id']}/annotation", answer)
                found["annotations"].append(done["annotation"])
            else:
                found["assignments"].append(assignment["id"])
        found["items"] += [item["id"] for item in api("GET", f"{path}/items?limit=3")["items"]]
        found["versions"] += [str(model["version"]) for model in api("GET", f"{path}/models")]
    for queue in ["support-tickets", "notes"]:
        path = f"/api/v1/queues/{queue}"
        labelled = api("GET", f"{path}/items?state=finished&limit=6")["items"]
        found["items"] += [item["id"] for item in labelled]
        for item in labelled[:4]:
            label = item["annotations"][0]["labels"][0]
            target = "billing" if label != "billing" else "outage"
            words = json.loads(api("GET", f"{path}/items/{item['id']}")["data"])["body"].split(" ")
            texts = {"body": " ".join(words[:-1] + ["invoice" if target == "billing" else "down"])}
            wish = {"item": item["id"], "target": target, "texts": texts, "overrideReason": "a test"}
            found["counterfactuals"].append(api("POST", f"{path}/counterfactuals", wish)["id"])
    winnow(program, "counterfactual", "propose", "notes", "--by", "lexicon.v1,negation.v1", "--items", "20")
    drafts = api("GET", "/api/v1/queues/notes/counterfactuals?state=draft")["counterfactuals"]
    found["counterfactuals"] += [draft["id"] for draft in drafts[:4]]
    for name, scopes in [("rosa", ["label"]), ("robot", ["label", "export"])]:
        for number in range(6):
            made = api("POST", f"/api/v1/people/{name}/tokens", {"name": f"spare {number}", "scopes": scopes})
            found["credentials"].append(made["credential"]["id"])
    found["credentials"].append(own)
    for _ in range(100):
        drawn = api("GET", "/api/v1/queues/support-tickets/map?points=false")
        if not drawn["isComputing"] and "map" in drawn:
            break
        time.sleep(0.2)
    for _ in range(3):
        hook = {"queue": "topics", "url": "http://127.0.0.1:9/hook", "allowsPrivate": True}
        found["webhooks"].append(api("POST", "/api/v1/webhooks", hook)["webhook"]["id"])
    found["maps"] = [drawn["map"]["version"]]
    found["versions"] = sorted(set(found["versions"])) + ["promoted"]
    found["definitions"] = [
        TOPICS, EMPTY, EMPTY.replace("dog]", "dog, cow]"), api("GET", "/api/v1/queues/support-tickets")["definition"]
    ]
    text = pathlib.Path(template).read_text()
    text = re.sub(r'"@(\w+)@"', lambda match: ", ".join(json.dumps(value) for value in found[match.group(1)]), text)
    if auth == "token":
        text += f'\n[auth.openapi]\ntoken = {{ bearer = "{token}" }}\n'
    else:
        cookie, form = session(program, base)
        text += f'\n[auth.openapi]\nsession = {{ api_key = "{cookie}" }}\nformToken = {{ api_key = "{form}" }}\n'
    pathlib.Path(output, "schemathesis.toml").write_text(text)
    pathlib.Path(output, "token").write_text(f"Authorization: Bearer {token}\n")


if __name__ == "__main__":
    {"folder": folder, "server": server}[sys.argv[1]](*sys.argv[2:])
