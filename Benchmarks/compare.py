"""Lets Winnow and its peers take turns, prints a table of ratios and holds it to thresholds.json."""
import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
OURS = f"{HERE}/.build/release/winnow-bench"
DATA = os.environ["WINNOW_SHARED_DATA"]
thresholds = json.load(open(f"{HERE}/thresholds.json"))
results, verdicts = [], []


class Side:
    """A process that prepares, and measures once each time it is asked."""

    def __init__(self, *command):
        self.process = subprocess.Popen([str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True, cwd=HERE)
        self.prepared = self.read()

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.process.args} ended without an answer")
        return json.loads(line)

    def turn(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        return self.read()

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def peer(*arguments):
    return Side(sys.executable, "peer.py", *arguments)


def one_core_peer(*arguments):
    return Side("taskset", "-c", "0", sys.executable, "peer.py", *arguments)


def one_core(*arguments):
    return Side("taskset", "-c", "0", OURS, *arguments)


def take_turns(rounds, sides):
    """A B A B: what slows the machine for a while slows all sides."""
    for side in sides.values():
        side.turn()  # once to warm up
    turns = {name: [] for name in sides}
    for _ in range(rounds):
        for name, side in sides.items():
            turns[name].append(side.turn())
    for side in sides.values():
        side.end()
    return turns


def middle(turns, key="seconds"):
    return statistics.median(turn[key] for turn in turns)


def judge(name, measure, value, note=""):
    """Adds a line and a verdict: `ratio` has to reach its threshold, the others to stay under it."""
    wanted = thresholds.get(name, {}).get(measure)
    good = wanted is None or (value >= wanted if measure == "ratio" else value <= wanted)
    if wanted is not None:
        verdicts.append(good)
    verdict = "" if wanted is None else f"{'good' if good else 'MISSED'} (wanted {wanted:g})"
    results.append((name, measure, value, verdict, note))
    print(f"{name:22} {measure:13} {value:12.4g}  {verdict:24} {note}", flush=True)


def have(*sets):
    missing = [name for name in sets if not os.path.exists(f"{DATA}/{name}/train.jsonl")]
    if missing:
        print(f"skipped: no {', '.join(missing)} under {DATA}")
    return not missing


def features(folder, rounds):
    if not have("ag_news"):
        return
    for variant in ("words", "default"):
        sides = {"ours": Side(OURS, "features", folder, variant), "peer": peer("features", folder, variant)}
        count = sides["ours"].prepared["texts"]
        turns = take_turns(max(2, rounds // 2), sides)
        ours, theirs = middle(turns["ours"]), middle(turns["peer"])
        judge(f"features {variant}", "ratio", theirs / ours,
              f"ours {ours:.3f} s ({count / ours:,.0f} texts/s), TfidfVectorizer {middle(turns['peer'], 'exact'):.3f} s, "
              f"HashingVectorizer {middle(turns['peer'], 'hashed'):.3f} s")


def fit(folder, rounds):
    if not have("ag_news"):
        return
    for variant in ("words", "default"):
        ours = Side(OURS, "fit", folder, variant)
        theirs = peer("fit", folder, ours.prepared["columns"], ours.prepared["l2"])
        turns = take_turns(rounds, {"ours": ours, "peer": theirs})
        last = turns["peer"][-1]
        name = f"fit {variant}"
        took = middle(turns["ours"])
        judge(name, "ratio", middle(turns["peer"]) / took,
              f"ours {1e3 * took:.1f} ms, {turns['ours'][-1]['iterations']:.0f} iterations; "
              f"lbfgs on columns that occur {1e3 * middle(turns['peer']):.1f} ms")
        for kind in ("compact float32", "compact float64", "whole float32", "whole float64"):
            if kind not in last:
                print(f"    peer {kind}: misses the least value by more than 1e-6 at any tolerance")
                continue
            print(f"    peer {kind}: {1e3 * middle(turns['peer'], kind):.1f} ms, "
                  f"{middle(turns['peer'], kind) / took:.1f} times ours, {last[kind + ' iterations']} iterations at "
                  f"tol {last[kind + ' tolerance']:g}, value {last[kind + ' value']:.9g}")
        judge(name, "gap", (last["ours value"] - last["best"]) / last["best"],
              f"value ours {last['ours value']:.9g}, peer {last['value']:.9g}, least known {last['best']:.9g}")


def score(folder, rounds):
    if not have("ag_news"):
        return
    for variant in ("words", "default"):
        ours = Side(OURS, "score", folder, variant)
        sides = {"ours": ours, "peer": peer("score", folder, ours.prepared["columns"]),
                 "one core": one_core("score", tempfile.mkdtemp(dir=folder), variant)}
        turns = take_turns(rounds, sides)
        took, single, theirs = (middle(turns[name]) for name in ("ours", "one core", "peer"))
        last = turns["peer"][-1]
        judge(f"score {variant}", "ratio", theirs / took,
              f"ours {1e3 * took:.1f} ms on {os.cpu_count()} cores, {1e3 * single:.1f} ms on one ({theirs / single:.1f} "
              f"times); predict_proba float32 {1e3 * middle(turns['peer'], 'float32'):.1f} ms, float64 "
              f"{1e3 * middle(turns['peer'], 'float64'):.1f} ms; largest difference {last['float64 difference']:.1e}; "
              f"{ours.prepared['entries'] / 1e6:.1f} million entries")


def dense(folder, rounds):
    turns = take_turns(rounds, {"ours": one_core("dense", folder, "few")})["ours"]
    read, took, half = (middle(turns, key) for key in ("read", "seconds", "half"))
    judge("dense few", "ratio", read / took,
          f"a million rows of 384, 4 labels, one core: {1e3 * took:.0f} ms, reading them {1e3 * read:.0f} ms "
          f"({1.536 / read:.1f} GB/s)")
    judge("dense half", "ratio", took / half,
          f"half precision {1e3 * half:.0f} ms; probabilities differ by {turns[-1]['difference']:.1e} at most")
    ours = Side(OURS, "dense", folder, "huge")
    turns = take_turns(max(2, rounds // 2), {"ours": ours})["ours"]
    took = middle(turns)
    judge("dense huge", "seconds", took,
          f"{ours.prepared['rows'] / 1e6:.0f} million rows in half precision, {ours.prepared['bytes'] / 1e9:.2f} GB in a mapped "
          f"file, {os.cpu_count()} cores, {ours.prepared['bytes'] / 1e9 / took:.1f} GB/s; with a choice by margin "
          f"{middle(turns, 'query'):.2f} s; {turns[-1]['memory'] / 1e9:.1f} GB of memory, the file's pages among them")
    for variant in ("many", "committee"):
        ours = one_core("dense", folder, variant)
        shape = [ours.prepared[key] for key in ("rows", "columns", "outputs", "stride")]
        turns = take_turns(rounds, {"ours": ours, "peer": peer("dense", folder, *shape)})
        took, theirs = middle(turns["ours"]), middle(turns["peer"])
        work = 2e-9 * shape[0] * shape[1] * shape[2]
        judge(f"dense {variant}", "ratio", theirs / took,
              f"{shape[2]:.0f} outputs on one core: {work / took:.1f} GFLOP/s, sgemm {work / theirs:.1f} GFLOP/s")


def kernels(folder, rounds):
    ours = one_core("kernels", folder)
    shape = [ours.prepared[key] for key in ("outputs", "columns", "terms")]
    turns = take_turns(rounds, {"ours": ours, "peer": one_core_peer("kernels", folder, *shape)})
    for name in ("softmax", "entropy", "distances", "nearest", "sparse"):
        took, theirs = (middle(turns[side], name) for side in ("ours", "peer"))
        total = f"{name.removesuffix('s')} sum"
        same = "" if total not in turns["ours"][-1] else \
            f"; sums {turns['ours'][-1][total]:.7g} and {turns['peer'][-1][total]:.7g}"
        judge(f"kernels {name}", "ratio", theirs / took, f"ours {1e3 * took:.2f} ms, peer {1e3 * theirs:.2f} ms, one core{same}")


def dense_fit(folder, rounds):
    for name in ("ag_news", "banking77"):
        if not have(name):
            continue
        ours = Side(OURS, "densefit", folder, name)
        theirs = peer("densefit", folder, ours.prepared["columns"], ours.prepared["l2"])
        turns = take_turns(rounds, {"ours": ours, "peer": theirs})
        took, last = middle(turns["ours"]), turns["peer"][-1]
        name = f"dense fit {ours.prepared['labels']:.0f}"
        judge(name, "ratio", middle(turns["peer"]) / took,
              f"2,000 rows of 384: ours {1e3 * took:.1f} ms, {turns['ours'][-1]['iterations']:.0f} iterations; lbfgs "
              f"float32 {1e3 * middle(turns['peer'], 'float32'):.1f} ms, float64 "
              f"{1e3 * middle(turns['peer'], 'float64'):.1f} ms")
        judge(name, "gap", (last["ours value"] - last["best"]) / last["best"])
        warm = middle(turns["ours"], "warm")
        judge(f"{name} warm", "ratio", took / warm,
              f"one label more: {1e3 * warm:.1f} ms, {turns['ours'][-1]['warm iterations']:.1f} iterations, mean of ten")


def query(folder, rounds):
    for variant in ("margin", "margin-half", "entropy", "vote-entropy", "badge", "k-center", "typiclust", "auto"):
        ours = Side(OURS, "query", folder, variant)
        sides = {"ours": ours}
        # What takes peers minutes is measured alone.
        if variant not in ("typiclust", "auto"):
            sides["peer"] = Side(sys.executable, "query_peer.py", folder, ours.prepared["columns"],
                                 variant.removesuffix("-half"))
        turns = take_turns(2 if variant in ("badge", "k-center", "typiclust", "auto") else rounds, sides)
        took = middle(turns["ours"])
        note = f"25 of {ours.prepared['rows']:,.0f} rows of {ours.prepared['columns']:.0f}: ours {1e3 * took:.1f} ms"
        if "peer" not in turns:
            judge(f"query {variant}", "seconds", took, note)
            continue
        names = [name for name in turns["peer"][0] if name != "seconds"]
        theirs = ", ".join(f"{name} {1e3 * middle(turns['peer'], name):.0f} ms" for name in names)
        judge(f"query {variant}", "ratio", middle(turns["peer"]) / took, f"{note}; {theirs}")


def encoder_sets(folder, *sets):
    """Those of `NAME, TEXTS` that are there, with the network where both sides look for it."""
    import embed

    os.symlink(embed.PACKAGE, f"{folder}/model")
    return [(name, texts) for name, texts in sets if have(name)]


def encoder_peer(*arguments):
    return Side("taskset", "-c", "0", sys.executable, "encoder_peer.py", *arguments)


def encode(folder, rounds):
    # Parts of the sets, for which the slowest side takes a quarter of a minute.
    for name, texts in encoder_sets(folder, ("ag_news", "ag_news/test/8"), ("trec", "trec/train/2")):
        ours = one_core("encode", folder, texts)
        engines = {engine: encoder_peer("encode", engine, folder, texts)
                   for engine in ("onnxruntime", "openvino-f32", "openvino-bf16")}
        turns = take_turns(max(2, rounds // 2), {"ours": ours, **engines})
        count = ours.prepared["texts"]
        took, single = middle(turns["ours"], "bf16"), middle(turns["ours"], "f32")
        for engine in ("onnxruntime", "openvino-bf16"):
            judge(f"encode {name} {engine}", "ratio", middle(turns[engine]) / took,
                  f"{count:,.0f} texts, one core, bf16: ours {count / took:,.0f} texts/s")
        print(f"    ours f32: {count / single:,.0f} texts/s")
        for engine, side in engines.items():
            theirs, facts = middle(turns[engine]), side.prepared
            print(f"    {engine}: {count / theirs:,.0f} texts/s, batches of {facts['batch']}, lengths of {facts['multiple']}; "
                  f"ours in f32 {theirs / single:.2f} times; cosine to ours in f32 {turns[engine][-1]['cosine']:.6f} at least")


def tokenize(folder, rounds):
    for name, texts in encoder_sets(folder, ("ag_news", "ag_news/test"), ("trec", "trec/train")):
        ours = one_core("tokenize", folder, texts)
        turns = take_turns(rounds, {"ours": ours, "peer": encoder_peer("tokenize", folder, texts)})
        took, theirs, count = middle(turns["ours"]), middle(turns["peer"]), ours.prepared["texts"]
        same = "the same" if turns["ours"][-1]["sum"] == turns["peer"][-1]["sum"] else "OTHER"
        judge(f"tokenize {name}", "ratio", theirs / took,
              f"ours {count / took:,.0f} texts/s, tokenizers {count / theirs:,.0f}, one core; {same} tokens")


def static(folder, rounds):
    for name, texts in encoder_sets(folder, ("ag_news", "ag_news/test"), ("trec", "trec/train")):
        ours = one_core("static", folder, texts)
        turns = take_turns(rounds, {"ours": ours, "peer": encoder_peer("static", folder, texts)})
        took, theirs, count = middle(turns["ours"]), middle(turns["peer"]), ours.prepared["texts"]
        judge(f"static {name}", "ratio", theirs / took,
              f"ours {count / took:,.0f} texts/s, model2vec {count / theirs:,.0f}, one core; numbers differ by "
              f"{turns['peer'][-1]['difference']:.1e} at most")


def map_(folder, rounds):
    for name, texts in encoder_sets(folder, ("trec", "trec/train"), ("ag_news", "ag_news/train")):
        ours = one_core("map", folder, texts)
        turns = take_turns(2, {"ours": ours, "peer": encoder_peer("map", folder, texts)})
        took, theirs, last = middle(turns["ours"]), middle(turns["peer"]), turns["peer"][-1]
        kept = ", ".join(f"{key} {last['ours ' + key]:.3f}/{last['peer ' + key]:.3f}" for key in ("kept", "trust", "accuracy"))
        judge(f"map {name}", "ratio", theirs / took, f"ours {took:.1f} s, umap-learn {theirs:.1f} s, one core; {kept}")


def simulate(folder, rounds):
    for name in ("trec", "sms_spam"):
        if not have(name):
            continue
        shutil.copy(f"{HERE}/../Tests/Fixtures/reference/initial_ids.json", f"{folder}/initial.json")
        sides = {"ours": Side(OURS, "simulate", folder, name), "peer": peer("simulate", folder, name)}
        turns = take_turns(max(2, rounds // 3), sides)
        took, theirs = middle(turns["ours"]), middle(turns["peer"])
        areas = " ".join(f"{key.split('.')[0]} {turns['ours'][-1][key]:.2f}/{turns['peer'][-1][key]:.2f}"
                         for key in turns["peer"][-1] if key.endswith(".v1"))
        judge(f"simulate {name}", "ratio", theirs / took,
              f"ours {took:.2f} s, scikit-learn {theirs:.2f} s, both on {os.cpu_count()} cores; AULC {areas}")


def latency(folder, rounds):
    if not have("ag_news"):
        return
    for variant in ("fixed", "auto", "million"):
        side = Side(OURS, "latency", folder, variant)
        facts, turn = side.prepared, side.turn()
        side.end()
        judge(f"latency {variant}", "milliseconds", 1e3 * turn["median"],
              f"{1e3 * turn['processor']:.0f} of processor time, slowest {1e3 * turn['slowest']:.0f}, at an anchor {1e3 * turn['anchor']:.0f}; "
              f"limit {1e3 * (turn['flush'] + turn['read']):.1f} = flush {1e3 * turn['flush']:.1f} + reading the "
              f"features {1e3 * turn['read']:.1f}")
        print(f"    {facts['items']:,.0f} items, {facts['entries'] / 1e6:.1f} million entries, {facts['columns']:.0f} dense "
              f"columns; import "
              f"{facts['import']:.1f} s, features {facts['features']:.1f} s, 500 labels learned {facts['firstRun']:.2f} s")


def peers(folder, rounds):
    import agreement
    for name in ("sms_spam", "trec"):
        if have(name):
            agreement.compare(name, folder, Side(OURS, *("peers", prepare(folder, name), name)))


def prepare(folder, name):
    import agreement
    agreement.write_initial(name, folder)
    return folder


def curves(folder, rounds):
    import curves
    for name in curves.SETS:
        if have(name):
            curves.run(name, folder, lambda *arguments: Side(OURS, *arguments))


def counterfactuals(folder, rounds):
    import counterfactuals
    for name in counterfactuals.EXPERIMENTS:
        if have(name):
            os.makedirs(f"{folder}/{name}")
            gap = counterfactuals.run(name, f"{folder}/{name}", lambda *arguments: Side(OURS, *arguments))
            judge(f"counterfactuals {name}", "gap", gap, "points from scikit-learn on the same rows and features, at most")


BENCHMARKS = {"features": features, "fit": fit, "score": score, "dense": dense, "kernels": kernels, "densefit": dense_fit,
              "query": query, "encode": encode, "tokenize": tokenize, "static": static, "map": map_, "simulate": simulate,
              "latency": latency, "peers": peers, "curves": curves,
              "counterfactuals": counterfactuals}
# They take long.
ON_DEMAND = ("map", "peers", "curves", "counterfactuals")


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    swift = subprocess.run(["swift", "--version"], capture_output=True, text=True).stdout.splitlines()[0]
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, cwd=HERE).stdout
    import numpy, scipy, sklearn
    return (f"{os.cpu_count()} × {model}, load {os.getloadavg()[0]:.1f}; {platform.system()} {platform.release()}\n"
            f"Winnow {commit.strip()}, {swift}\n"
            f"Python {platform.python_version()}, scikit-learn {sklearn.__version__}, numpy {numpy.__version__}, scipy "
            f"{scipy.__version__}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("benchmarks", nargs="*", metavar="BENCHMARK",
                        help=f"{', '.join(BENCHMARKS)}; all but map, peers, curves and counterfactuals when none is named")
    parser.add_argument("--rounds", type=int, default=7, help="turns of each side (7)")
    parser.add_argument("--processor-time", action="store_true",
                        help="count computing instead of time, for a busy machine; several cores count for nothing then")
    options = parser.parse_args()
    if options.processor_time:
        os.environ["WINNOW_BENCH_CLOCK"] = "processor"
    unknown = set(options.benchmarks) - set(BENCHMARKS)
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}")
    print(machine() + "\n", flush=True)
    for name in options.benchmarks or [name for name in BENCHMARKS if name not in ON_DEMAND]:
        with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR", "/var/tmp")) as folder:
            BENCHMARKS[name](folder, options.rounds)
    print(f"\n{sum(verdicts)} of {len(verdicts)} thresholds hold")
    sys.exit(0 if all(verdicts) else 1)
