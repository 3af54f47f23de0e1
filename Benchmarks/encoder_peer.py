"""The peers' side where texts become vectors: onnxruntime, OpenVINO, the `tokenizers` package and model2vec, one core.

    encoder_peer.py encode ENGINE FOLDER SET     ENGINE is `onnxruntime`, `openvino-f32` or `openvino-bf16`
    encoder_peer.py tokenize FOLDER SET
    encoder_peer.py static FOLDER SET
    encoder_peer.py map FOLDER SET

SET is SET/SPLIT, or SET/SPLIT/N for every Nth text. The graph comes from the safetensors, without torch.
"""

import os
import sys

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

import numpy as np

import embed
import peer


class Graph:
    """all-MiniLM-L6-v2 as an ONNX graph: ids and mask, both rows × tokens, to vectors of length 1.

    `fused` is with the operators that onnxruntime has for parts of a transformer, its fastest way.
    """

    def __init__(self, fused):
        from safetensors.numpy import load_file

        self.fused, self.nodes, self.constants, self.names = fused, [], [], set()
        self.weights = {name.removeprefix("bert."): value.astype(np.float32)
                        for name, value in load_file(embed.PACKAGE / "model.safetensors").items()}

    def constant(self, name, value):
        from onnx import numpy_helper

        if name not in self.names:
            self.names.add(name)
            self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def weight(self, name):
        return self.constant(name, self.weights[name])

    def add(self, operator, *inputs, domain="", **attributes):
        from onnx import helper

        output = f"value{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def own(self, operator, *inputs, **attributes):
        return self.add(operator, *inputs, domain="com.microsoft", **attributes)

    def product(self, values, name):
        return self.add("MatMul", values, self.constant(f"{name}.turned", self.weights[f"{name}.weight"].T))

    def linear(self, values, name):
        return self.add("Add", self.product(values, name), self.weight(f"{name}.bias"))

    def normalized(self, values, name):
        return self.add("LayerNormalization", values, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"),
                        epsilon=1e-12)

    def residual(self, values, hidden, part, norm):
        """Normalised sum of a product and of what went in."""
        if not self.fused:
            return self.normalized(self.add("Add", self.linear(values, part), hidden), norm)
        return self.own("SkipLayerNormalization", self.product(values, part), hidden, self.weight(f"{norm}.weight"),
                        self.weight(f"{norm}.bias"), self.weight(f"{part}.bias"), epsilon=1e-12)

    def attention(self, hidden, name):
        parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
        if self.fused:
            joined = [np.concatenate([self.weights[f"{part}.{kind}"] for part in parts]) for kind in ("weight", "bias")]
            return self.own("Attention", hidden, self.constant(f"{name}.joined", joined[0].T),
                            self.constant(f"{name}.bias", joined[1]), "mask", num_heads=embed.HEADS)
        split = self.constant("split", np.array([0, 0, embed.HEADS, embed.WIDTH // embed.HEADS]))
        heads = [self.add("Transpose", self.add("Reshape", self.linear(hidden, part), split), perm=order)
                 for part, order in zip(parts, ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]))]
        scale = self.constant("scale", np.float32((embed.WIDTH / embed.HEADS) ** -0.5))
        scores = self.add("Add", self.add("Mul", self.add("MatMul", heads[0], heads[1]), scale), self.hiding)
        mixed = self.add("MatMul", self.add("Softmax", scores, axis=-1), heads[2])
        return self.add("Reshape", self.add("Transpose", mixed, perm=[0, 2, 1, 3]),
                        self.constant("joined", np.array([0, 0, embed.WIDTH])))

    def inner(self, hidden, name):
        if self.fused:
            return self.own("BiasGelu", self.product(hidden, name), self.weight(f"{name}.bias"))
        values = self.linear(hidden, name)
        root = self.constant("root", np.float32(0.5 ** 0.5))
        grown = self.add("Add", self.add("Erf", self.add("Mul", values, root)), self.constant("one", np.float32(1)))
        return self.add("Mul", self.add("Mul", values, grown), self.constant("half", np.float32(0.5)))

    def write(self, path):
        import onnx
        from onnx import TensorProto, helper

        tables = "embeddings.word_embeddings.weight", "embeddings.position_embeddings.weight"
        places = self.constant("places", self.weights[tables[1]] + self.weights["embeddings.token_type_embeddings.weight"][0])
        length = self.add("Shape", "ids", start=1, end=2)
        first = self.constant("first", np.array([0]))
        hidden = self.add("Add", self.add("Gather", self.weight(tables[0]), "ids"),
                          self.add("Slice", places, first, length, first))
        hidden = self.normalized(hidden, "embeddings.LayerNorm")
        kept = self.add("Cast", "mask", to=TensorProto.FLOAT)
        # What is added to the scores of padding: nothing is left of it, and no format overflows.
        less = self.add("Sub", kept, self.constant("one", np.float32(1)))
        self.hiding = self.add("Unsqueeze", self.add("Mul", less, self.constant("much", np.float32(65504))),
                               self.constant("inner axes", np.array([1, 2])))
        for number in range(embed.LAYERS):
            name = f"encoder.layer.{number}"
            mixed = self.attention(hidden, name)
            hidden = self.residual(mixed, hidden, f"{name}.attention.output.dense", f"{name}.attention.output.LayerNorm")
            inner = self.inner(hidden, f"{name}.intermediate.dense")
            hidden = self.residual(inner, hidden, f"{name}.output.dense", f"{name}.output.LayerNorm")
        # A mean's length is the sum's by a factor that normalising takes out again.
        middle = self.constant("middle", np.array([1]))
        sums = self.add("Squeeze", self.add("MatMul", self.add("Unsqueeze", kept, middle), hidden), middle)
        norm = self.add("ReduceL2", sums, axes=[1], keepdims=1)
        self.nodes.append(helper.make_node("Div", [sums, norm], ["vectors"]))
        inputs = [helper.make_tensor_value_info(name, TensorProto.INT32, ["rows", "tokens"]) for name in ("ids", "mask")]
        vectors = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["rows", embed.WIDTH])
        graph = helper.make_graph(self.nodes, "encoder", inputs, [vectors], self.constants)
        versions = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        onnx.save(helper.make_model(graph, opset_imports=versions, ir_version=9), path)


def onnxruntime_engine(folder):
    import onnxruntime

    path = f"{folder}/fused.onnx"
    Graph(fused=True).write(path)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    return lambda ids, mask: session.run(None, {"ids": ids, "mask": mask})[0]


def openvino_engine(folder, precision):
    import openvino

    path = f"{folder}/plain-{precision}.onnx"
    Graph(fused=False).write(path)
    model = openvino.Core().compile_model(path, "CPU", {
        "INFERENCE_PRECISION_HINT": precision, "INFERENCE_NUM_THREADS": 1, "ENABLE_CPU_PINNING": False,
    })
    request = model.create_infer_request()
    return lambda ids, mask: request.infer({"ids": ids, "mask": mask})[model.output(0)]


def chosen(variant):
    """Texts and labels."""
    name, split, *step = variant.split("/")
    return [part[:: int(step[0]) if step else 1] for part in peer.texts(name, split)]


def encode(engine, folder, variant):
    texts, _ = chosen(variant)
    tokenizer = embed.tokenizer()
    run = onnxruntime_engine(folder) if engine == "onnxruntime" else openvino_engine(folder, engine.removeprefix("openvino-"))

    def vectors(texts, size, multiple):
        """Batches of about one length, as sentence-transformers makes them, their lengths rounded up to a multiple."""
        encoded = [encoding.ids for encoding in tokenizer.encode_batch_fast(texts)]
        order = sorted(range(len(texts)), key=lambda row: -len(encoded[row]))
        out = np.empty((len(texts), embed.WIDTH), np.float32)
        for start in range(0, len(order), size):
            rows = order[start:start + size]
            length = -(-len(encoded[rows[0]]) // multiple) * multiple
            ids, mask = np.zeros((2, len(rows), length), np.int32)
            for place, row in enumerate(rows):
                ids[place, :len(encoded[row])] = encoded[row]
                mask[place, :len(encoded[row])] = 1
            out[rows] = run(ids, mask)
        return out

    # What suits this engine, by a quarter of the texts; a shape that is new costs more than one that was there.
    times = {}
    for setting in [(size, multiple) for size in (8, 32) for multiple in (1, 8)]:
        vectors(texts[::4], *setting)
        times[setting] = peer.seconds(lambda: vectors(texts[::4], *setting))[0]
    best = min(times, key=times.get)

    def measure():
        took, found = peer.seconds(lambda: vectors(texts, *best))
        ours = np.fromfile(f"{folder}/vectors", np.float32).reshape(found.shape)
        return {"seconds": took, "cosine": float((ours * found).sum(1).min())}

    peer.take_turns({"batch": best[0], "multiple": best[1]}, measure)


def tokenize(folder, variant):
    texts, _ = chosen(variant)
    tokenizer = embed.tokenizer()

    def measure():
        took, encoded = peer.seconds(lambda: tokenizer.encode_batch_fast(texts))
        return {"seconds": took, "sum": sum(sum(encoding.ids) for encoding in encoded)}

    peer.take_turns({}, measure)


def static(folder, variant):
    from model2vec import StaticModel

    texts, _ = chosen(variant)
    model = StaticModel.from_pretrained(f"{folder}/static")

    def measure():
        took, found = peer.seconds(lambda: model.encode(texts, use_multiprocessing=False))
        ours = np.fromfile(f"{folder}/vectors", np.float32).reshape(found.shape)
        return {"seconds": took, "difference": float(np.abs(ours - found).max())}

    peer.take_turns({}, measure)


def umap(folder, variant):
    import map_compare
    from umap import UMAP

    label = np.unique(chosen(variant)[1], return_inverse=True)[1]
    vectors = np.fromfile(f"{folder}/vectors", np.float32).reshape(len(label), -1)

    def measure():
        took, found = peer.seconds(lambda: UMAP(random_state=0, n_jobs=1).fit_transform(vectors))
        figures = {"seconds": took}
        for side, places in (("ours", np.fromfile(f"{folder}/map", np.float32).reshape(-1, 2)), ("peer", found)):
            kept, trust, accuracy, _ = map_compare.score(vectors, places, label)
            figures |= {f"{side} kept": float(kept), f"{side} trust": float(trust), f"{side} accuracy": float(accuracy)}
        return figures

    peer.take_turns({}, measure)


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    {"encode": encode, "tokenize": tokenize, "static": static, "map": umap}[command](*arguments)
