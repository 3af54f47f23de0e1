import Testing
import WinnowDomain
import WinnowEngine
import WinnowTestSupport

@Suite struct QualityAlarmTests {
    private func model(_ number: Int, _ interval: ClosedRange<Double>?) throws -> ModelVersion {
        let accuracy = interval.map {
            TrainingSummary.Bounds(
                value: ($0.lowerBound + $0.upperBound) / 2,
                low: $0.lowerBound,
                high: $0.upperBound
            )
        }
        return ModelVersion(
            number: number,
            state: .promoted,
            recipe: ModelRecipe(
                event: 1,
                features: Digest(of: [UInt8]()),
                fittedRowCount: 1,
                definition: try .sample(),
                labels: [],
                seed: 7,
                codeVersion: 1
            ),
            checksum: Digest(of: [UInt8]()),
            summary: TrainingSummary(
                labelledCount: 9,
                evaluationCount: 9,
                accuracy: accuracy,
                hyperparameters: [:],
                iterationCount: 1,
                seconds: 0
            ),
            createdAt: Moment(0)
        )
    }

    @Test("a model that is measurably worse than an earlier one raises an alarm; one whose intervals overlap does not")
    func alarm() throws {
        let earlier = [try model(1, 0.5...0.6), try model(2, 0.8...0.9), try model(3, 0.7...0.82), try model(4, nil)]
        let alarm = try #require(QualityAlarm(try model(5, 0.6...0.75), after: earlier))
        #expect(alarm.best.number == 2 && alarm.sentence.contains("68 %"))
        #expect(QualityAlarm(try model(5, 0.6...0.81), after: earlier) == nil)
        #expect(QualityAlarm(try model(5, nil), after: earlier) == nil)
        #expect(QualityAlarm(try model(5, 0.6...0.75), after: []) == nil)
    }
}
