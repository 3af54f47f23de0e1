import Testing
import WinnowDomain

@Suite struct PasswordRuleTests {
    @Test(
        "long passwords of any characters are taken",
        arguments: [
            "four words that differ", "correct mule battery hinge", "パスワードではない言葉です", "        a b        ",
            "9274 1180 3365", "rosa likes blue cheese a lot", "tr0ub4dor&3 and more",
        ]
    )
    func taken(password: String) {
        #expect(PasswordRule.refusal(password, name: "rosa") == nil)
    }

    @Test("one is long enough with twelve characters, however many bytes they have, and has an end")
    func length() {
        #expect(PasswordRule.refusal("elf letters", name: "rosa")?.contains("11 characters") == true)
        #expect(PasswordRule.refusal("elf letters!", name: "rosa") == nil)
        #expect(PasswordRule.refusal("ééééééé aaa", name: "rosa") != nil)
        #expect(PasswordRule.refusal(String(repeating: "ab cde", count: 42), name: "rosa") == nil)
        #expect(PasswordRule.refusal(String(repeating: "ab cde", count: 43), name: "rosa")?.contains("bytes") == true)
    }

    @Test(
        "the first that are guessed are refused, whatever stands around them",
        arguments: [
            "password1234", "Password!!!!!", "123password123", "aaaaaaaaaaaa", "abababababab", "abcabcabcabc",
            "123412341234", "qwertyuiopas", "abcdefghijkl", "987654321098", "correcthorsebatterystaple",
            "LetMeInPlease", "winnowwinnow", "111122221111",
        ]
    )
    func hopeless(password: String) {
        #expect(PasswordRule.refusal(password, name: "rosa") != nil)
    }

    @Test("a name with little around it is refused, unless the name is very short")
    func ownName() {
        #expect(PasswordRule.refusal("rosamunde-2026", name: "Rosamunde") != nil)
        #expect(PasswordRule.refusal("rosamunde walks to the lake", name: "Rosamunde") == nil)
        #expect(PasswordRule.refusal("jo walks home", name: "jo") == nil)
    }
}
