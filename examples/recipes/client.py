"""client.py SERVER QUEUE RECORDS.jsonl LABELS.jsonl: records in, predictions and labels out. WINNOW_TOKEN is the token."""
import io, json, os, pathlib, sys
import pandas, requests
server, queue, records, copy = sys.argv[1], sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[4])
api = requests.Session()
api.headers["Authorization"] = "Bearer " + os.environ["WINNOW_TOKEN"]

def call(method, path, **more):
    answer = api.request(method, f"{server}/api/v1/queues/{queue}/{path}", timeout=(5, 120), **more)
    if not answer.ok:  # a problem document: `code` is for programs and never changes, `detail` is for people
        sys.exit(f"{answer.status_code} {answer.text}")
    return answer

with open(records, "rb") as body:  # sent as it is read; sending the same again changes nothing
    done = call("POST", "items?labels=false", data=body, headers={"Content-Type": "application/x-ndjson"}).json()
print(f"{done['imported']} imported, {done['unchanged']} there already, {done['rejected']} rejected")
said = pandas.read_json(io.BytesIO(call("GET", "predictions").content), lines=True, dtype={"id": str})
print(said.nsmallest(3, "probability")[["id", "prediction", "probability"]].to_string(index=False))

mark = copy.with_suffix(".event")  # the event that the copy is as of; without it, everything is fetched
answer = call("GET", "export", params={"since": mark.read_text()} if mark.exists() else {})
new = [json.loads(line) for line in answer.content.splitlines()]
changed = {row["id"] for row in new}
kept = [json.loads(line) for line in copy.read_bytes().splitlines()] if mark.exists() else []
rows = [row for row in kept if row["id"] not in changed] + [row for row in new if "annotation" in row]
for path, text in (copy, "".join(json.dumps(row) + "\n" for row in rows)), (mark, answer.headers["Winnow-Event"]):
    path.with_suffix(".new").write_text(text)  # the event after the copy: killed in between, it fetches the same again
    path.with_suffix(".new").replace(path)
labels = pandas.json_normalize(rows)
print(f"{len(changed)} items changed, {len(labels)} rows as of event {mark.read_text()}", *labels.get("label", [])[-3:])
