import Testing
import WinnowEngine

/// Answers of language models, which may say anything.
@Suite struct ChatAnswerTests {
    private static let original = "The heating worked all winter."

    @Test(
        "the revised text is found in what a model says around it",
        arguments: [
            #"{"edited_text": "The heating failed all winter.", "edits": [], "impossible": false, "reason": ""}"#,
            "Sure!\n```json\n{\"edited_text\": \"The heating failed all winter.\"}\n```\nI hope {that} helps.",
            #"{not json} {"other": {}} {"edited_text": "Edited: \"The heating failed all winter.\"", "impossible": null}"#,
            #"{"edited_text": "  The heating failed all winter.\n"}"#,
        ]
    )
    func found(answer: String) {
        #expect(ChatAnswer(answer, of: Self.original) == .text("The heating failed all winter."))
    }

    @Test("braces, quotes and escapes within the text end nothing")
    func nested() {
        let answer = #"{"edited_text": "a \"} { \\\" of \u00e9", "edits": [{"from": "}", "to": "{"}]}"#
        #expect(ChatAnswer(answer, of: "a \"} { \\\" of e") == .text("a \"} { \\\" of é"))
    }

    @Test("that it cannot be done is an answer too")
    func impossible() {
        let answer = #"{"edited_text": "The heating worked all winter.", "impossible": true, "reason": "no judgment"}"#
        #expect(ChatAnswer(answer, of: Self.original) == .impossible(reason: "no judgment"))
    }

    @Test(
        "what has no text is unusable, and traps nothing",
        arguments: [
            "", "{", "}", "{{{{", "null", "[]", #"{"edited_text": 3}"#, #"{"edited_text": "  "}"#, #"{"edited_text""#,
            "I cannot help with that.", #"{"edited_text": "cut of"#, "\u{0}{\u{feff}}",
            String(repeating: "{", count: 100_000),
        ]
    )
    func unusable(answer: String) {
        #expect(ChatAnswer(answer, of: Self.original) == .unusable)
    }
}
