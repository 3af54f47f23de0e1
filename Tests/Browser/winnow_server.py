"""A Winnow of its own for a test: data folder, queue, server on a free port, and people who sign in by link."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXECUTABLE = pathlib.Path(os.environ.get("WINNOW", ROOT / ".build/release/winnow"))

QUEUE = """\
version: 1
title: Messages
item: {text: "{{text}}"}
labels: [{name: praise, key: p}, {name: blame, key: b}, neither]
guidelines: Choose what the writer feels.
initialization: {size: 4}
evaluation: {share: 0}
"""


def messages(count):
    """Texts that a model can learn from a few labels."""
    words = ["wonderful kind lovely", "awful broken rude", "parcel street number"]
    return [f"message {number}: {words[number % 3]}" for number in range(count)]


class Winnow:
    def __init__(self, texts=None, queue=QUEUE, name="messages", items=None, labels=0):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="winnow-browser-"))
        (self.folder / f"{name}.yaml").write_text(queue)
        if items is None:
            items = self.folder / "items.jsonl"
            lines = [json.dumps({"id": f"m{n}", "text": text}) for n, text in enumerate(texts or messages(60))]
            items.write_text("\n".join(lines) + "\n")
        self.run("queue", "create", self.folder / f"{name}.yaml", "--quiet")
        self.run("import", name, items, "--no-labels", "--quiet")
        if labels > 0:
            self.run("replay", name, items, "--labels", str(labels), "--annotator", "example", "--quiet")
        self.process = subprocess.Popen(
            [EXECUTABLE, "serve", "--port", "0"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=open(self.folder / "log", "w"),
            text=True,
        )
        line = self.process.stdout.readline()
        if " at http" not in line:
            raise RuntimeError(f"the server did not start: {line}{(self.folder / 'log').read_text()}")
        self.address = line.split(" at ")[-1].strip()

    @property
    def environment(self):
        return {**os.environ, "WINNOW_DATA": str(self.folder / "data"), "WINNOW_WEB": str(ROOT / "web")}

    def run(self, *arguments):
        done = subprocess.run([EXECUTABLE, *arguments], env=self.environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"winnow {arguments}: {done.stdout}{done.stderr}")
        return done.stdout

    def link(self, name):
        words = self.run("annotator", "link", name, "--url", self.address).split()
        return next(word for word in words if word.startswith("http"))

    def answers(self):
        """What is stored, as the export has it: (item, annotator, answer, labels, note)."""
        rows = [json.loads(line) for line in self.run("export", "messages").splitlines() if line]
        return rows

    def label_page(self):
        return f"{self.address}/queues/messages/label"

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)
        self.process.stdout.close()
        shutil.rmtree(self.folder)
