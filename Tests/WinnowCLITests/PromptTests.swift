import Testing
import WinnowDomain

@testable import WinnowCLI

@Suite struct PromptTests {
    private let prompt = LetterPrompt<Int>([("store", 1), ("edit again", 2), ("quit", 3)])

    @Test("each answer shows its letter")
    func text() { #expect(prompt.text == "[s]tore  [e]dit again  [q]uit:") }

    @Test("an answer is its letter or its first word, in either case, and nothing else")
    func answers() {
        for (typed, answer) in [("s", 1), (" S ", 1), ("store", 1), ("Edit", 2), ("ed", 2), ("q\t", 3)] {
            #expect(prompt.answer(typed) == answer, "\(typed)")
        }
        for typed in ["", " ", "x", "stores", "edit again", "s e", "\u{1b}[A"] {
            #expect(prompt.answer(typed) == nil, "\(typed)")
        }
    }

    @Test("the letters of each prompt are different ones")
    func letters() throws {
        func check<Answer>(_ prompt: LetterPrompt<Answer>) {
            let letters = prompt.choices.map { $0.words.prefix(1) }
            #expect(Set(letters).count == letters.count, "\(prompt.text)")
        }
        for kind in Counterfactual.Kind.allCases { check(RevisionDialogue.prompt(.unchanged, kind)) }
        for state in [CounterfactualState.draft, .disputed] { check(ReviewSession.prompt(state)) }
    }

    @Test("what cannot be stored is not offered to be, and an invariance is never impossible to flip")
    func offers() {
        #expect(RevisionDialogue.prompt(.unchanged, .flip).answer("s") == nil)
        #expect(RevisionDialogue.prompt(.unusable("", isUnsaved: true), .flip).answer("s") == nil)
        #expect(RevisionDialogue.prompt(.unchanged, .flip).answer("i") == .impossible)
        #expect(RevisionDialogue.prompt(.unchanged, .invariance).answer("i") == nil)
    }

    @Test("a disputed text is accepted or rejected, only a draft can be written anew")
    func review() {
        #expect(ReviewSession.prompt(.draft).answer("e") == .edit)
        #expect(ReviewSession.prompt(.disputed).answer("e") == nil)
    }

    @Test("who takes a draft on stands for it; where nobody else is asked, that is enough")
    func acceptance() throws {
        var queue = try FormFixture.queue()
        #expect(ReviewSession.acceptance(.draft, queue) == .validate)
        #expect(ReviewSession.acceptance(.disputed, queue) == .accept)
        queue.definition.counterfactuals.verification = .none
        #expect(ReviewSession.acceptance(.draft, queue) == .accept)
    }

    @Test("the label that a text is to have is chosen by its key, its name, or a beginning that no other has")
    func targets() throws {
        let target = TargetPrompt(try FormFixture.queue(), besides: "billing")
        #expect(target.names == ["outage", "account", "how-to", "feature", "feedback"])
        #expect(target.lines[0] == "  [o] outage: Something that worked has stopped")
        let expected: [(String, TargetPrompt.Answer?)] = [
            ("o", .label("outage")), ("1", .label("feedback")), ("feature", .label("feature")),
            ("ACC", .label("account")),
            ("feat", .label("feature")), ("fe", nil), ("b", nil), ("billing", nil), ("", .next), (" ", .next),
            ("q", .quit),
        ]
        for (typed, answer) in expected { #expect(target.answer(typed) == answer, "\(typed)") }
    }
}
