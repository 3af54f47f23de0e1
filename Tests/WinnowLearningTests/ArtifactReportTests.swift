import Testing
import WinnowLearning

@Suite("A report on artifacts")
struct ArtifactReportTests {
    /// `count` texts a label, of which those of label 1 say "sure" in 90 of 100 cases.
    private func texts(_ count: Int) -> (texts: [[String]], labels: [Int]) {
        var (texts, labels): ([[String]], [Int]) = ([], [])
        for number in 0..<2 * count {
            let label = number % 2
            let says = number / 2 % 10 == 9 ? 1 - label : label
            texts.append(["the", says == 1 ? "sure" : "word", "the", "odd\(number)"])
            labels.append(label)
        }
        return (texts, labels)
    }

    @Test("names tokens whose texts have a label more or less often than chance has it")
    func findings() throws {
        let (texts, labels) = texts(100)
        let report = ArtifactReport(texts: texts, labels: labels, labelCount: 2)
        #expect(Set(report.findings.map(\.token)) == ["sure", "word"])
        // Each beside the label that it speaks for; what it says of the other one is the same.
        #expect(report.findings.map(\.label) == [1, 0])
        let sure = try #require(report.findings.first)
        // (0.9 − 0.5) / √(0.25 / 100).
        #expect(sure.textCount == 100 && abs(sure.share - 0.9) < 1e-12 && abs(sure.z - 8) < 1e-12)
        #expect(report.findings.allSatisfy { $0.z > 0 })
    }

    @Test("draws the line by the number of comparisons")
    func line() {
        let (texts, labels) = texts(100)
        let report = ArtifactReport(texts: texts, labels: labels, labelCount: 2, level: 0.03)
        // Three tokens, each for one of two labels; the normal quantile of 0.03 / 6 is 2.5758.
        #expect(report.comparisonCount == 3 && report.tokenCount == 3 && abs(report.line - 2.575829) < 1e-6)
        // A label that no text has is nothing to compare with.
        #expect(ArtifactReport(texts: texts, labels: labels, labelCount: 3, level: 0.03) == report)
        // Of three labels each says something of its own; the normal quantile of 0.06 / 12 is 2.5758.
        let three = ArtifactReport(
            texts: (0..<60).map { _ in ["the", "a"] },
            labels: (0..<60).map { $0 % 3 },
            labelCount: 3,
            level: 0.06
        )
        #expect(three.comparisonCount == 6 && three.tokenCount == 2 && abs(three.line - 2.575829) < 1e-6)
    }

    @Test("asks for more where labels are unequal: what all texts have is no artifact")
    func unequal() {
        let labels = (0..<400).map { $0 % 10 == 0 ? 1 : 0 }
        let report = ArtifactReport(
            texts: labels.indices.map { $0 % 2 == 0 ? ["the"] : ["the", "and"] },
            labels: labels.shuffledEvenly(),
            labelCount: 2
        )
        #expect(report.findings.isEmpty && report.comparisonCount == 2)
    }

    @Test("leaves out tokens that are too rare to tell, and of no texts says nothing")
    func rare() {
        let (texts, labels) = texts(4)
        let report = ArtifactReport(texts: texts, labels: labels, labelCount: 2)
        #expect(report.comparisonCount == 0 && report.line == .infinity && report.findings.isEmpty)
        #expect(ArtifactReport(texts: [], labels: [], labelCount: 3).findings.isEmpty)
    }
}

extension [Int] {
    /// In another order that does not follow parity.
    fileprivate func shuffledEvenly() -> [Int] { indices.map { self[($0 * 7 + $0 / 10) % count] } }
}
