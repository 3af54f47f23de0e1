import ArgumentParser
import Foundation
import Testing
import WinnowTestSupport

@testable import WinnowCLI

/// What `winnow queue init` makes of fields with names that say nothing.
@Suite struct RecordSurveyTests {
    private func survey(_ header: String, _ row: (Int) -> String) throws -> RecordSurvey {
        let folder = try TemporaryFolder()
        let lines = [header] + (0..<40).map(row)
        let path = folder.path("records.csv")
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        let survey = try RecordSurvey(path: path, options: try RecordOptions.parse([]))
        withExtendedLifetime(folder) {}
        return survey
    }

    @Test("the one field whose few values come again and again is the label")
    func repeating() throws {
        let survey = try survey("No;Message;Kind of message") {
            "\($0);words number \($0);\($0 % 2 == 0 ? "ham" : "spam")"
        }
        #expect(survey.likelyLabelField == "Kind of message")
        #expect(try survey.labels(in: survey.likelyLabelField) == ["ham", "spam"])
        #expect(survey.likelyTextFields(besides: ["Kind of message"]) == ["Message"])
    }

    @Test("where two fields might be the label, both are named and none is taken")
    func ambiguous() throws {
        let survey = try survey("Text,Country,Kind") { "words number \($0),\($0 % 3),\($0 % 2)" }
        #expect(survey.likelyLabelField == nil)
        let problem = #expect(throws: Problem.self) { try survey.labels(in: nil) }
        #expect(problem?.message.contains("perhaps Country or Kind") == true)
    }

    @Test("a field that is named as labels are is taken before one that only repeats")
    func named() throws {
        let survey = try survey("Text,Country,Label") { "words number \($0),\($0 % 3),\($0 % 2)" }
        #expect(survey.likelyLabelField == "Label")
    }
}
