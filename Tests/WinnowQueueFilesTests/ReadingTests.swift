import Testing
import WinnowDomain
import WinnowQueueFiles

struct ReadingTests {
    static let minimal = "version: 1\ntitle: T\nitem: {text: \"{{body}}\"}\nlabels: [a, b]\n"

    private func reading(_ text: String) -> QueueFile.Reading { QueueFile.read(text: text, name: "q.yaml") }

    private func messages(_ text: String) -> [String] {
        reading(text).diagnostics.map { "\($0.line):\($0.column): \($0.severity.rawValue): \($0.message)" }
    }

    @Test func `What is left out has its default`() throws {
        let definition = try #require(reading(ReadingTests.minimal).definition)
        #expect(definition.task == .classification)
        #expect(definition.item.idField == "id")
        #expect(definition.labels == [LabelDefinition(name: "a"), LabelDefinition(name: "b")])
        #expect(
            definition.features == [
                .tfidf(TFIDFDefinition(words: 1...2, characters: 3...5, dimensions: 262_144, scale: 0.5)),
                .lsa(LSADefinition(columns: 256, temper: 0.25)),
            ]
        )
        #expect(definition.query == QueryDefinition(strategy: .auto, explore: 0.1, batch: 25))
        #expect(definition.assignment == AssignmentDefinition(overlap: 1, lease: .seconds(600), order: .ranked))
        #expect(definition.classifier.method == .logisticRegression(l2: nil))
        #expect(definition.seed == 7)
    }

    @Test func `Words can be switched off while characters remain`() throws {
        let file = ReadingTests.minimal + "features: [{id: tfidf.v1, words: false, dimensions: 1024}]\n"
        let definition = try #require(reading(file).definition)
        #expect(definition.features == [.tfidf(TFIDFDefinition(words: nil, characters: 3...5, dimensions: 1024))])
    }

    @Test func `Each feature extractor has its own keys, and stands once`() throws {
        let both = ReadingTests.minimal + "features: [{id: lsa.v1, temper: 0}, {id: tfidf.v1, scale: 0}]\n"
        let wanted: [FeatureDefinition] = [
            .lsa(LSADefinition(columns: 256, temper: 0)),
            .tfidf(TFIDFDefinition(words: 1...2, characters: 3...5, dimensions: 262_144, scale: 0)),
        ]
        #expect(try #require(reading(both).definition).features == wanted)
        func message(_ features: String) -> [String] { messages(ReadingTests.minimal + "features: \(features)\n") }
        #expect(
            message("[{id: lsa.v1, words: [1, 2]}, {id: tfidf.v1}]") == [
                "5:25: error: unknown key `words`; it belongs to the mapping `features: tfidf.v1`"
            ]
        )
        #expect(
            message("[{id: lsa.v1}]") == [
                "5:12: error: `lsa.v1` is made from the columns of `tfidf.v1`; add `- {id: tfidf.v1, scale: 0.5}`"
            ]
        )
        #expect(
            message("[{id: tfidf.v1}, {id: tfidf.v1}]") == [
                "5:28: error: `tfidf.v1` is in the list already, on line 5; delete one of them"
            ]
        )
        #expect(
            message("[{id: tfidf.v1, scale: 0}]") == [
                "5:34: error: with a scale of 0 nothing is left to learn from; delete it, or add `- {id: lsa.v1}`"
            ]
        )
        #expect(
            message("[{columns: 2}]") == ["5:12: error: `features[1].id` is missing; add for example `id: tfidf.v1`"]
        )
        #expect(message("[{id: lsa, columns: x}]").first?.contains("did you mean `lsa.v1`") == true)
        #expect(
            message("[tfidf.v1]") == ["5:12: error: `features[1]` must be a mapping of keys to values, not `tfidf.v1`"]
        )
    }

    @Test func `A strategy that lacks what it looks at is refused`() {
        let start = ReadingTests.minimal + "features: [{id: tfidf.v1}]\n"
        #expect(
            messages(start + "query: {id: badge.v1}\n") == [
                "6:13: error: `badge.v1` measures distances between items; add `- {id: lsa.v1}`, or an encoder, to "
                    + "`features`"
            ]
        )
        #expect(
            messages(start + "query: {id: cvirs.v1}\n") == [
                "6:13: error: `cvirs.v1` is for items with several labels; write `task: multilabel`, or `auto.v1`"
            ]
        )
        #expect(messages(start) == [] && messages(ReadingTests.minimal + "query: {id: badge.v1}\n") == [])
    }

    @Test(arguments: ["yes", "No", "1", "null", "~", "1.5", "0x1f", "on"])
    func `A label that YAML takes for something else has to be quoted`(word: String) {
        let start = "version: 1\ntitle: T\nitem: {text: \"{{body}}\"}\nlabels: [a, "
        #expect(messages("\(start)\(word)]").first?.contains("put it in quotes: `\"\(word)\"`") == true)
        #expect(reading("\(start)\"\(word)\"]").definition?.labels.last?.name == word)
    }

    @Test func `Components of later versions are named as such`() {
        let file = ReadingTests.minimal + "features: [{id: encoder.v9, model: x}]\n"
        #expect(messages(file).first?.contains("`encoder.v1`") == true, "\(messages(file))")
    }

    @Test func `A remote encoder says where its service is, and names the variable that has the key`() {
        let file = ReadingTests.minimal
        let text =
            "features: [{id: remote.v1, model: m, url: \"http://127.0.0.1:1/v1\", api: tei, key: K, temper: 0}]\n"
        let service = EncoderDefinition.Service(
            url: "http://127.0.0.1:1/v1",
            language: .textEmbeddingsInference,
            keyVariable: "K"
        )
        #expect(
            reading(file + text).definition?.features == [
                .encoder(EncoderDefinition(kind: .remote, model: "m", service: service))
            ]
        )
        let wrong = file + "features: [{id: remote.v1, model: m, url: \"ftp://x\"}]\n"
        #expect(messages(wrong).first?.contains("is no address of a service") == true, "\(messages(wrong))")
    }

    @Test func `A key or a password that was written into the file is refused, and not repeated`() {
        let start = ReadingTests.minimal + "features: [{id: remote.v1, model: m, "
        let key = messages(start + "url: \"http://127.0.0.1:1/v1\", key: \"sk-proj-abc\"}]\n")
        #expect(key.first?.contains("no name of an environment variable") == true && !key.description.contains("abc"))
        let user = messages(start + "url: \"http://me:pass@127.0.0.1:1/v1\"}]\n")
        #expect(user.first?.contains("name an environment variable") == true && !user.description.contains("pass@"))
    }

    @Test func `One model of two services, or with two prompts, are two encoders`() {
        let service = "{id: remote.v1, model: m, url: \"http://127.0.0.1:1/v1\"}"
        let other = "{id: remote.v1, model: m, url: \"http://127.0.0.1:2/v1\"}"
        let prompted = "{id: encoder.v1, model: m, prompt: \"query: \"}, {id: encoder.v1, model: m}"
        #expect(messages(ReadingTests.minimal + "features: [\(service), \(other), \(prompted)]\n").isEmpty)
        #expect(!messages(ReadingTests.minimal + "features: [\(service), \(service)]\n").isEmpty)
    }

    @Test func `One line makes an encoder the eyes of a queue`() {
        let file = ReadingTests.minimal + "features: [{id: encoder.v1, model: all-MiniLM-L6-v2}]\n"
        #expect(
            reading(file).definition?.features == [
                .encoder(EncoderDefinition(kind: .native, model: "all-MiniLM-L6-v2", temper: 0.25))
            ]
        )
    }

    @Test func `What encoders and other parts want of each other is said with its cure`() {
        let encoder = "{id: encoder.v1, model: m}"
        let cases = [
            ("features: [\(encoder), \(encoder)]", "`encoder.v1` with `model: m` is in the list already"),
            (
                "features: [{id: encoder.v1, model: m, temper: 0.5, standardize: columns}]",
                "so `temper` has no effect; delete one"
            ),
            ("features: [\(encoder)]\nclassifier: {id: naive-bayes.v1}", "add `- {id: tfidf.v1}` to `features`"),
            ("features: [\(encoder), {id: lsa.v1}]", "`lsa.v1` is made from the columns of `tfidf.v1`"),
            ("features: [\(encoder)]\nquery: {cost: seconds}", "add `- {id: tfidf.v1}` to `features`"),
            ("features: [{id: encoder.v1}]", "`features[1].model` is missing"),
        ]
        for (text, wanted) in cases {
            let found = messages(ReadingTests.minimal + text + "\n")
            #expect(found.contains { $0.contains(wanted) }, "\(text): \(found)")
        }
        for strategy in ["badge.v1", "k-center.v1"] {
            let file = ReadingTests.minimal + "features: [\(encoder)]\nquery: {id: \(strategy)}\n"
            #expect(messages(file).isEmpty, "\(messages(file))")
        }
    }

    @Test func `Each classifier has keys of its own, and those of another are refused`() {
        func method(_ text: String) -> ClassifierDefinition.Method? {
            reading(ReadingTests.minimal + "classifier: {\(text)}\n").definition?.classifier.method
        }
        #expect(method("l2: 2") == .logisticRegression(l2: 2))
        #expect(method("id: linear-svm.v1, l2: 0.5, label_weights: balanced") == .linearSVM(l2: 0.5))
        let complement = NaiveBayesDefinition(variant: .complement, smoothing: nil)
        #expect(method("id: naive-bayes.v1") == .naiveBayes(complement))
        let seven = NearestNeighboursDefinition(neighbours: 7, weighting: .uniform)
        #expect(method("id: knn.v1, neighbours: 7, weighting: uniform") == .nearestNeighbours(seven))
        #expect(method("id: naive-bayes.v1, l2: 1") == nil)
        let messages = messages(ReadingTests.minimal + "classifier: {id: knn.v1, neighbours: 0}\n")
        #expect(messages.first?.contains("must be `auto` or a whole number from 1 to 1000, not `0`") == true)
        let scaled = "features: [{id: tfidf.v1, scale: 0}, {id: lsa.v1}]\nclassifier: {id: naive-bayes.v1}\n"
        #expect(self.messages(ReadingTests.minimal + scaled).first?.contains("`scale` must not be 0") == true)
    }

    @Test func `A projection wants dense columns and a regression`() {
        let head = "head: {id: projection.v1}\n"
        #expect(
            reading(ReadingTests.minimal + head).definition?.head
                == HeadDefinition(kind: .projection, aim: .discriminant)
        )
        let counted = messages(ReadingTests.minimal + head + "features: [{id: tfidf.v1}]\n")
        #expect(counted.first?.contains("add `- {id: lsa.v1}`") == true)
        let other = messages(ReadingTests.minimal + head + "classifier: {id: linear-svm.v1}\n")
        #expect(other.first?.contains("is for `logistic-regression.v1`") == true)
    }

    @Test func `A committee has to have something that makes its members differ`() {
        let start = ReadingTests.minimal
        let asking = start + "query: {id: vote-entropy.v1}\n"
        #expect(messages(asking) == [] && messages(asking + "committee: {members: 7, by: checkpoints}\n") == [])
        #expect(messages(asking + "committee: {members: 6, by: classifiers}\n").first?.contains("five") == true)
        #expect(messages(asking + "committee: {by: seeds}\n").first?.contains("random weights") == true)
        let oneView = "features: [{id: tfidf.v1}]\ncommittee: {by: features}\n"
        #expect(messages(asking + oneView).first?.contains("one view") == true)
        #expect(messages(start + "committee: {members: 3}\n").first?.contains("asks no committee") == true)
        #expect(
            reading(asking + "committee: {members: 3}\n").definition?.committee
                == CommitteeDefinition(members: 3, by: .bootstrap)
        )
    }

    @Test func `Every duplicate key is reported together with other mistakes`() {
        let file =
            "version: 1\ntitle: T\n\"title\": U\nitem: {text: \"{{a}}\", text: \"{{b}}\"}\n"
            + "labels: [a, b]\nseed: x\n"
        #expect(
            messages(file) == [
                "3:1: error: duplicate key `title`, first on line 2; keep one of them",
                "4:23: error: duplicate key `text`, first on line 4; keep one of them",
                "6:7: error: `seed` must be a whole number from 0 to 2^63 - 1, not `x`",
            ]
        )
    }

    @Test func `Settings that defeat themselves are warned about`() {
        let file =
            "version: 1\ntitle: T\nitem: {text: \"{{label}}\"}\nlabels: [a, b]\n"
            + "query: {id: entropy.v1, explore: 0}\nevaluation: {share: 0}\nassignment: {order: random}\n"
        let warnings = reading(file).warnings
        #expect(warnings.map(\.line) == [3, 5, 6, 7])
        #expect(reading(file).definition != nil)
    }

    @Test func `Many labels without keys are warned about`() {
        let names = (1...36).map { "label \($0)" }.joined(separator: ", ")
        let file = "version: 1\ntitle: T\nitem: {text: \"{{body}}\"}\nlabels: [\(names)]\n"
        #expect(reading(file).warnings.count == 1)
        #expect(reading(file.replacing(", label 36]", with: "]")).diagnostics.isEmpty)
    }

    @Test func `A former name is taken once and by a label that takes its place`() {
        let start = "version: 1\ntitle: T\nitem: {text: \"{{body}}\"}\nlabels:\n"
        let twice = start + "  - {name: a, was: x}\n  - {name: b, was: x}\n"
        #expect(messages(twice) == ["6:20: error: the annotations of `x` go to the label on line 5 already"])
        let staying = start + "  - {name: a, was: b}\n  - b\n"
        #expect(messages(staying).count == 1)
        let exchanged = start + "  - {name: a, was: b}\n  - {name: b, was: a}\n"
        #expect(messages(exchanged) == [])
    }
}
