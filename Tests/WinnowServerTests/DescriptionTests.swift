import Foundation
import HTTPTypes
import Testing
import WinnowAPI
import WinnowDomain
import Yams

@testable import WinnowServer

/// `openapi.yaml` says what the server does.
@Suite struct DescriptionTests {
    private static func description() throws -> [String: Any] {
        let url = ServerFixture.root.appending(path: "web/openapi.yaml")
        return try #require(try Yams.load(yaml: String(contentsOf: url, encoding: .utf8)) as? [String: Any])
    }

    private static func schema(_ name: String) throws -> [String: Any] {
        let components = try #require(try description()["components"] as? [String: Any])
        let schemas = try #require(components["schemas"] as? [String: Any])
        return try #require(schemas[name] as? [String: Any], "there is no schema \(name)")
    }

    @Test("every address of the API is described, and none that there is not")
    func routes() async throws {
        let fixture = try await ServerFixture()
        let served = fixture.server.routes.filter { $0.kind == .api }.map { route in
            let path = route.path.split(separator: "/").map { part in
                part.hasPrefix(":") ? "{\(part.dropFirst())}" : String(part)
            }
            return "\(route.method.rawValue.lowercased()) /\(path.joined(separator: "/"))"
        }
        let paths = try #require(try Self.description()["paths"] as? [String: [String: Any]])
        let described = paths.flatMap { path, item in
            item.keys.filter { $0 != "parameters" }.map { "\($0) \(path)" }
        }
        #expect(Set(served).subtracting(described).sorted() == [])
        #expect(Set(described).subtracting(served).sorted() == [])
    }

    @Test("the description is served as it is")
    func served() async throws {
        let fixture = try await ServerFixture()
        let answer = try await fixture.send(.get, "/api/openapi.yaml")
        #expect(answer.status == 200 && answer.headers[.contentType] == "application/yaml")
        #expect(answer.body.contains("openapi: 3.1.0"))
    }

    /// Each schema with the document that it describes.
    private static let documents: [(name: String, type: any (Decodable & Sendable).Type)] = [
        ("Problem", ProblemDocument.self), ("Session", SessionDocument.self), ("ClaimRequest", ClaimRequest.self),
        ("ClaimReply", ClaimReply.self), ("Progress", ProgressDocument.self), ("Assignment", AssignmentDocument.self),
        ("Item", ItemDocument.self),
        ("ServingReason", ServingReason.self), ("WhyRow", WhyRow.self), ("LabelProbability", LabelProbability.self),
        ("Explanation", ExplanationDocument.self), ("ExplanationPiece", ExplanationDocument.Piece.self),
        ("AnswerRequest", AnswerRequest.self), ("AnswerReply", AnswerReply.self),
        ("ReleaseRequest", ReleaseRequest.self), ("Decision", AnnotationDocument.self),
        ("ItemList", ItemListReply.self), ("ItemMatches", ItemListReply.Matches.self),
        ("ListedItem", ListedItem.self), ("MapReply", MapReply.self), ("Map", MapDocument.self),
        ("MapPoints", MapDocument.Points.self), ("MapPoint", MapPointReply.self), ("HistoryEntry", HistoryEntry.self),
        ("ItemRecord", ItemReply.self),
        ("CounterfactualRequest", CounterfactualRequest.self), ("CounterfactualCheck", CounterfactualCheck.self),
        ("CounterfactualFinding", CounterfactualCheck.Finding.self), ("TextPiece", CounterfactualCheck.Piece.self),
        ("EditChip", CounterfactualCheck.Chip.self),
        ("CounterfactualDecision", CounterfactualDecisionRequest.self),
        ("CounterfactualList", CounterfactualListReply.self), ("Counterfactual", CounterfactualDocument.self),
        ("DraftGenerator", CounterfactualDocument.Generator.self),
        ("TextReplacement", EditSummary.Replacement.self), ("CounterfactualStep", CounterfactualDocument.Step.self),
        ("ImportReply", ImportReply.self), ("Rejection", ImportReply.Rejection.self),
        ("ExportReport", ExportReport.self), ("QueueStatus", QueueStatusDocument.self),
        ("Model", ModelDocument.self), ("Interval", ModelDocument.Interval.self), ("ModelReply", ModelReply.self),
        ("TrainingRun", TrainingRunDocument.self), ("TrainingRequest", TrainingRequest.self),
        ("TrainingReply", TrainingReply.self), ("Ranking", RankingDocument.self),
        ("RankedItem", RankingDocument.Entry.self), ("Evaluation", Evaluation.self),
        ("Figure", Evaluation.Figure.self), ("Metrics", Evaluation.Metrics.self),
        ("LabelFigures", Evaluation.LabelFigures.self), ("CalibrationBin", Evaluation.Bin.self),
        ("ChosenItems", Evaluation.ChosenItems.self), ("PairFigures", Evaluation.Pairs.self),
        ("PairReport", Evaluation.Pairs.Report.self), ("PairCoverage", Evaluation.Pairs.Coverage.self),
        ("PairEdits", Evaluation.Pairs.Edits.self), ("PairWord", Evaluation.Pairs.WordChange.self),
        ("PairArtifact", Evaluation.Pairs.Artifact.self), ("Invariances", Evaluation.Pairs.Invariances.self),
        ("Outlook", Outlook.self), ("OutlookSign", Outlook.Sign.self),
        ("OutlookForecast", Outlook.Forecast.self),
        ("Epoch", TrainingSummary.Epoch.self),
        ("Health", HealthRoutes.Health.self), ("Person", PersonDocument.self), ("People", PeopleReply.self),
        ("NewPerson", NewPersonRequest.self), ("PersonChange", PersonChangeRequest.self),
        ("LinkRequest", LinkRequest.self), ("LinkReply", LinkReply.self), ("TokenRequest", TokenRequest.self),
        ("TokenReply", TokenReply.self), ("Credential", CredentialDocument.self),
        ("Credentials", CredentialsReply.self), ("LearnedText", LearnedText.self),
        ("Annotator", AnnotatorDocument.self), ("Annotators", AnnotatorsReply.self),
        ("NewAnnotator", NewAnnotatorRequest.self), ("AnnotatorChange", AnnotatorChangeRequest.self),
        ("Queue", QueueDocument.self),
        ("NewQueueRequest", NewQueueRequest.self), ("NewQueueReply", NewQueueReply.self),
        ("QueueUpdateRequest", QueueUpdateRequest.self), ("Webhook", WebhookDocument.self),
        ("Webhooks", WebhooksReply.self), ("NewWebhook", NewWebhookRequest.self),
        ("NewWebhookReply", NewWebhookReply.self), ("WebhookChange", WebhookChangeRequest.self),
        ("Delivery", DeliveryDocument.self), ("Deliveries", DeliveriesReply.self),
        ("Redelivery", RedeliveryRequest.self), ("RedeliveryReply", RedeliveryReply.self),
    ]

    /// Of no type of their own: names, a dictionary, lines that are written by hand, a problem with one member more.
    private static let others: Set<String> = [
        "Renewal", "Prediction", "ImportProblem", "CounterfactualState", "WebhookKind",
    ]

    @Test("each schema has the members of its document, and says which may be missing", arguments: documents.indices)
    func members(index: Int) throws {
        let (name, type) = Self.documents[index]
        let schema = try Self.schema(name)
        let examples = try #require(schema["examples"] as? [Any], "\(name) has no example")
        let value = try JSONDecoder().decode(type, from: JSONSerialization.data(withJSONObject: examples[0]))
        let children = Mirror(reflecting: value).children
        let properties = try #require(schema["properties"] as? [String: Any])
        #expect(Set(children.compactMap(\.label)) == Set(properties.keys), "\(name)")
        let wanted = children.filter { Mirror(reflecting: $0.value).displayStyle != .optional }.compactMap(\.label)
        #expect(Set(wanted) == Set(schema["required"] as? [String] ?? []), "\(name)")
    }

    @Test("no schema is without a document")
    func complete() throws {
        let components = try #require(try Self.description()["components"] as? [String: Any])
        let schemas = try #require(components["schemas"] as? [String: Any])
        #expect(Set(schemas.keys) == Self.others.union(Self.documents.map(\.name)))
    }

    @Test("an import that ends early is described as it is encoded")
    func importProblem() throws {
        let problem = ImportProblem(
            ProblemDocument(.tooManyErrors, detail: "too many", instance: "1"),
            report: ImportReply(queue: "mails")
        )
        let encoded = try JSONSerialization.jsonObject(with: JSONEncoder().encode(problem)) as? [String: Any]
        let properties = try #require(try Self.schema("ImportProblem")["properties"] as? [String: Any])
        #expect(Set(try #require(encoded).keys) == Set(properties.keys))
        let example = try #require((try Self.schema("ImportProblem")["examples"] as? [Any])?.first)
        let decoded = try JSONDecoder().decode(
            ImportProblem.self,
            from: JSONSerialization.data(withJSONObject: example)
        )
        #expect(decoded.problem.code == .tooManyErrors && decoded.report.imported == 2)
    }
}
