import Foundation
import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain
import WinnowEngine
import WinnowStore

@testable import WinnowServer

@Suite struct TrainingTests {
    private static let queue = "/api/v1/queues/mails"

    /// A queue whose items have labels, with its loop at work.
    private func withLabels(
        _ count: Int,
        _ body: @escaping @Sendable (ServerFixture, ServerFixture.Visitor) async throws -> Void
    ) async throws {
        let fixture = try await ServerFixture(texts: [])
        let program = try await fixture.program("trainer", .machine)
        let records = (0..<40).map { number in
            let label = number < count ? #","label":"\#(number % 2 == 0 ? "cat" : "dog")""# : ""
            return
                #"{"id":"\#(number)","text":"\#(number % 2 == 0 ? "purrs and meows" : "barks at cars") \#(number)"\#(label)}"#
        }
        let sent = try await fixture.send(
            .post,
            "\(Self.queue)/items",
            as: program,
            headers: [.contentType: "application/x-ndjson"],
            body: records.joined(separator: "\n")
        )
        #expect(sent.status == 200)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await fixture.loops.run() }
            try await body(fixture, program)
            await fixture.loops.stop()
            try await group.waitForAll()
        }
    }

    @Test("too few labels are a plain answer, and whoever insists gets a model of them; nothing new is one too")
    func rule() async throws {
        try await withLabels(6) { fixture, program in
            let refused = try await fixture.post("\(Self.queue)/training-runs", as: program)
            #expect(try refused.status == 409 && refused.decoded(ProblemDocument.self).code == .tooFewLabels)
            let trained = try await fixture.post(
                "\(Self.queue)/training-runs",
                as: program,
                #"{"force":true,"wait":600}"#
            )
            let reply = try trained.decoded(TrainingReply.self)
            #expect(trained.status == 201 && reply.state == .trained)
            let model = try #require(reply.model)
            #expect(trained.headers[.location] == "\(Self.queue)/models/\(model.version)")
            let again = try await fixture.post(
                "\(Self.queue)/training-runs",
                as: program,
                #"{"force":true,"wait":600}"#
            )
            #expect(try again.decoded(TrainingReply.self).model?.version == model.version + 1)
            let runs = try await fixture.send(.get, "\(Self.queue)/training-runs?limit=1", as: program)
            #expect(try runs.decoded([TrainingRunDocument].self).map(\.state) == [.succeeded])
        }
    }

    @Test("what was learned already is not learned again, and everything about the model can be asked for")
    func reading() async throws {
        try await withLabels(30) { fixture, program in
            let get: (String) async throws -> ServerFixture.Answer = {
                try await fixture.send(.get, Self.queue + $0, as: program)
            }
            // The loop may have trained by itself already; a run that learns all there is answers too.
            let first = try await fixture.post("\(Self.queue)/training-runs", as: program, #"{"wait":600}"#)
            #expect(first.status == 201 || first.status == 409)
            let second = try await fixture.post("\(Self.queue)/training-runs", as: program)
            #expect(try second.status == 409 && second.decoded(ProblemDocument.self).code == .nothingNew)

            let models = try await get("/models").decoded([ModelDocument].self)
            let model = try #require(models.first)
            let shown = try await get("/models/promoted").decoded(ModelReply.self)
            #expect(shown.model == model && shown.definition.contains("title: Sample"))
            #expect(try await get("/models/\(model.version)").decoded(ModelReply.self) == shown)
            #expect(try await get("/models/99").decoded(ProblemDocument.self).code == .noSuchModel)
            #expect(try await get("/models/v1").status == 400)

            let status = try await get("/status").decoded(QueueStatusDocument.self)
            #expect(status.items == 40 && status.labels == 30 && status.newLabels == 0 && status.model == model)

            let ranking = try await get("/ranking?top=3&strategy=entropy").decoded(RankingDocument.self)
            #expect(ranking.items.map(\.rank) == [1, 2, 3] && ranking.strategy == "entropy.v1")
            #expect(ranking.model == model.version && ranking.items[0].probabilities.count > 1)
            #expect(try await get("/ranking?strategy=best").status == 400)
            #expect(try await get("/ranking?top=0").status == 400)

            let evaluation = try await get("/evaluation")
            if evaluation.status == 409 {
                #expect(try evaluation.decoded(ProblemDocument.self).code == .nothingToMeasureOn)
            } else {
                #expect(try evaluation.decoded(Evaluation.self).model == model.version)
            }
        }
    }

    @Test("predictions come a line a record, bad records among them in their places")
    func predictions() async throws {
        try await withLabels(30) { fixture, program in
            let lines: (ServerFixture.Answer) -> [Substring] = { $0.body.split(separator: "\n") }
            let early = try await fixture.send(.get, "\(Self.queue)/predictions?model=7", as: program)
            #expect(try early.status == 404 && early.decoded(ProblemDocument.self).code == .noSuchModel)
            _ = try await fixture.post("\(Self.queue)/training-runs", as: program, #"{"wait":600}"#)
            let all = try await fixture.send(.get, "\(Self.queue)/predictions", as: program)
            #expect(all.status == 200 && lines(all).count == 40)
            #expect(lines(all).first?.contains(#""prediction":"cat""#) == true)
            let body =
                "{\"id\":\"x\",\"text\":\"barks at cars\"}\nno record\n{\"id\":\"y\",\"text\":\"purrs and meows\"}\n"
            let sent = try await fixture.send(
                .post,
                "\(Self.queue)/predictions",
                as: program,
                headers: [.contentType: "application/x-ndjson"],
                body: body
            )
            #expect(lines(sent).map { $0.prefix(12) } == ["{\"id\":\"x\",\"p", "{\"rejected\":", "{\"id\":\"y\",\"p"])
            #expect(lines(sent)[1].contains("\"line\":2"))
        }
    }

    @Test("a body of megabytes is predicted, and one that is a hundred times as large unpacked is refused")
    func predictionLimits() async throws {
        try await withLabels(30) { fixture, program in
            _ = try await fixture.post("\(Self.queue)/training-runs", as: program, #"{"wait":600}"#)
            func predict(_ bytes: [UInt8], _ headers: HTTPFields) async throws -> ServerFixture.Answer {
                var headers = headers
                headers[.contentType] = "application/x-ndjson"
                headers[.contentLength] = "\(bytes.count)"
                return try await fixture.send(
                    .post,
                    "\(Self.queue)/predictions",
                    as: program,
                    headers: headers,
                    bytes: bytes
                )
            }
            let line = "{\"id\":\"x\",\"text\":\"\(String(repeating: "purrs ", count: 200))\"}\n"
            let large = try await predict(Array(String(repeating: line, count: 1_500).utf8), [:])
            #expect(large.status == 200 && large.body.split(separator: "\n").count == 1_500)
            let packed = try Self.gzipped(lines: 140_000, of: 500)
            #expect(packed.count < 1 << 20)
            let bomb = try await predict(packed, [.contentEncoding: "gzip"])
            #expect(
                try bomb.status == 413 && bomb.decoded(ProblemDocument.self).code == .tooLarge,
                "\(bomb.body.prefix(200))"
            )
        }
    }

    /// Records of so many characters each, packed.
    private static func gzipped(lines: Int, of length: Int) throws -> [UInt8] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/bin/sh")
        let line = "{\"text\":\"\(String(repeating: "a", count: length))\"}"
        process.arguments = ["-c", "yes '\(line)' | head -n \(lines) | gzip -9"]
        process.standardOutput = output
        try process.run()
        let packed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Array(packed)
    }

    @Test("texts are predicted as they are, whatever the queue's template, and hashes say which a model learned from")
    func texts() async throws {
        try await withLabels(30) { fixture, program in
            let trained = try await fixture.post(
                "\(Self.queue)/training-runs",
                as: program,
                #"{"force":true,"wait":600}"#
            )
            let version = try #require(try trained.decoded(TrainingReply.self).model?.version)
            let body =
                "{\"id\":\"x\",\"text\":\"barks at cars\",\"label\":\"cat\"}\n{\"id\":\"y\",\"body\":\"purrs\"}\n"
            func predict(_ query: String) async throws -> ServerFixture.Answer {
                try await fixture.send(
                    .post,
                    "\(Self.queue)/predictions\(query)",
                    as: program,
                    headers: [.contentType: "application/x-ndjson"],
                    body: body
                )
            }
            let lines = try await predict("?texts=true&model=\(version)").body.split(separator: "\n")
            #expect(lines.map { $0.prefix(12) } == ["{\"id\":\"x\",\"p", "{\"rejected\":"])
            #expect(try await predict("?texts=yes").status == 400)

            let path = "\(Self.queue)/models/\(version)/texts"
            let learned = try await fixture.send(.get, path, as: program)
            #expect(learned.headers[.contentType] == "application/x-ndjson")
            let hashes = learned.body.split(separator: "\n")
            #expect(hashes == hashes.sorted() && (1...30).contains(hashes.count))
            // Items that are set aside to measure on are not learned from.
            let known = (0..<30).map { "\($0 % 2 == 0 ? "purrs and meows" : "barks at cars") \($0)" }
                .map { "{\"hash\":\"\(ContentHash(of: $0))\"}" }
            #expect(Set(hashes.map(String.init)).isSubset(of: known))
            #expect(try await fixture.send(.get, "\(Self.queue)/models/99/texts", as: program).status == 404)
        }
    }

    @Test("who waits for the status gets it when everything is learned, or when the time is over")
    func waiting() async throws {
        try await withLabels(30) { fixture, program in
            let begun = try await fixture.post("\(Self.queue)/training-runs", as: program, #"{"force":true,"wait":0}"#)
            #expect(begun.status == 202)
            let status = try await fixture.send(.get, "\(Self.queue)/status?wait=60", as: program)
                .decoded(QueueStatusDocument.self)
            #expect(!status.isTraining && status.model != nil)
            #expect(try await fixture.send(.get, "\(Self.queue)/status?wait=61", as: program).status == 400)
        }
        // Nobody trains here.
        let fixture = try await ServerFixture()
        let program = try await fixture.program("trainer", .machine)
        #expect(try await fixture.send(.get, "\(Self.queue)/status?wait=0", as: program).status == 200)
    }

    @Test("without a model there is nothing to predict or to measure")
    func none() async throws {
        let fixture = try await ServerFixture()
        let program = try await fixture.program("trainer", .machine)
        for path in ["/predictions", "/evaluation", "/models/promoted"] {
            let answer = try await fixture.send(.get, Self.queue + path, as: program)
            #expect(try answer.status == 404 && answer.decoded(ProblemDocument.self).code == .noModel, "\(path)")
        }
        let ranking = try await fixture.send(.get, "\(Self.queue)/ranking", as: program).decoded(RankingDocument.self)
        #expect(ranking.model == nil && ranking.strategy == "random.v1")
    }
}
