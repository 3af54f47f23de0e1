import Testing
import WinnowLearning

@Suite struct LinearEstimatorTests {
    private typealias Made = (tokens: Range<Int>, text: String)

    private static let text = TokenizedText(
        "The film was good to me. The plot was lovely to me. This cast was great to me. Her song was superb to me."
    )

    /// Far from each other: one word for one, two for one, none for one, and one that the pool has not.
    private static let substitutions: [Made] = [
        (3..<4, "awful"), (10..<11, "rather dull"), (17..<18, ""), (24..<25, "zzzz"),
    ]

    /// The slow way: the text as it would be.
    private static func revised(_ made: [Made]) throws -> String {
        try EditScript(
            edits: made.map { substitution in
                let scalars = text.scalars(of: substitution.tokens)
                // What is left out takes the space before it along.
                return TextEdit(
                    start: substitution.text.isEmpty ? scalars.lowerBound - 1 : scalars.lowerBound,
                    end: scalars.upperBound,
                    text: substitution.text
                )
            }
        ).apply(to: text.text)
    }

    @Test("what a substitution does to a linear model is reckoned as the model says itself", arguments: [2, 3])
    func gains(labelCount: Int) throws {
        let judge = try GuidedProblem(labelCount: labelCount).judge
        for label in 0..<labelCount {
            for count in Self.substitutions.indices {
                let (made, next) = (Array(Self.substitutions.prefix(count)), Self.substitutions[count])
                let texts = try [Self.revised(made), Self.revised(made + [next])]
                let margins = try judge.margins(of: texts, for: label)
                let gain = try #require(judge.estimatedGain(of: next, after: made, in: Self.text, for: label))
                #expect(abs(gain - (margins[1] - margins[0])) < 1e-4, "\(texts[1]) \(gain) \(margins)")
                // With two labels each of them moves the model, so that saying nothing is not right.
                #expect(labelCount > 2 || abs(gain) > 1e-3)
            }
        }
    }

    @Test("there is nothing to reckon with in a model that nobody can look into, and no label that it has not")
    func closed() throws {
        let problem = try GuidedProblem()
        let substitution = Self.substitutions[0]
        #expect(problem.closedJudge.estimatedGain(of: substitution, after: [], in: Self.text, for: 0) == nil)
        #expect(problem.judge.estimatedGain(of: substitution, after: [], in: Self.text, for: 2) == nil)
    }
}
