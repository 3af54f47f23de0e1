import Foundation
import Testing
import WinnowQueueFiles

/// Compares the schema with the reader through Python's `jsonschema`, where the machine has it.
struct SchemaTests {
    static let isPythonPresent = (try? run("import jsonschema, yaml")) == 0

    @Test(.enabled(if: isPythonPresent, "python3 with jsonschema and yaml is not installed"))
    func `The schema accepts what the manual shows and the example`() throws {
        let files = try Repository.documentedExamples() + [try Repository.text("queues/support-tickets.yaml")]
        for file in files { #expect(try SchemaTests.isAccepted(file), "\(file)") }
    }

    @Test(.enabled(if: isPythonPresent, "python3 with jsonschema and yaml is not installed"))
    func `The schema accepts what the writer writes`() throws {
        var random = RandomDefinitions(seed: 11)
        for _ in 0..<5 {
            let file = QueueFile.text(for: random.definition())
            #expect(try SchemaTests.isAccepted(file), "\(file)")
        }
    }

    @Test(
        .enabled(if: isPythonPresent, "python3 with jsonschema and yaml is not installed"),
        arguments: [
            "labels: [only]", "labels: [a, b]\nseed: -1", "labels: [a, {name: b, key: u}]", "labels: [a, b]\nlable: 1",
            "labels: [a, b]\nfeatures: [{id: tfidf.v1, words: false, characters: false}]",
            "labels: [a, b]\nfeatures: [{id: lsa.v1, words: [1, 2]}, {id: tfidf.v1}]",
            "labels: [a, b]\nfeatures: [{id: tfidf.v1, dimensions: 1000}]", "labels: [a, b]\nretrain: {after: 0}",
            "labels: [a, b]\nassignment: {lease: 10}", "labels: [a, b]\nquery: {id: bold.v1}", "labels: [a, ' b']",
            "labels: [a, b]\nclassifier: {id: knn.v1, l2: 1}", "labels: [a, b]\ninitialization: {id: search.v1}",
            "labels: [a, b]\ncommittee: {members: 1}",
        ]
    )
    func `The schema refuses what the reader refuses`(rest: String) throws {
        let file = "version: 1\ntitle: T\nitem: {text: \"{{body}}\"}\n\(rest)\n"
        #expect(QueueFile.read(text: file, name: "f").definition == nil)
        #expect(try !SchemaTests.isAccepted(file))
    }

    private static func isAccepted(_ file: String) throws -> Bool {
        let program = """
            import json, sys, yaml, jsonschema
            schema = json.loads(sys.argv[1])
            jsonschema.Draft202012Validator.check_schema(schema)
            sys.exit(0 if jsonschema.Draft202012Validator(schema).is_valid(yaml.safe_load(sys.argv[2])) else 3)
            """
        let status = try run(program, QueueFileSchema.json, file)
        try #require(status == 0 || status == 3)
        return status == 0
    }

    private static func run(_ program: String, _ arguments: String...) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-W", "ignore", "-c", program] + arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
