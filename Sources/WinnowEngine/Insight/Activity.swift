package import WinnowDomain

/// Who has answered how much and when: counted along with the log, never counted again.
///
/// An answer that was changed or taken back was work too and stays counted. Imported labels are nobody's work here.
package struct Activity: Sendable {
    /// Answers by the hour since 1970 that they came in; those of the last `dayCount` days.
    private var hours: [Int: Int] = [:]
    private var people: [AnnotatorID: Counts] = [:]
    private var event: EventNumber = 0

    package static let dayCount = 30
    private static let hour = 3_600.0
    /// The median is over so many last answers.
    private static let timeCount = 501

    /// What one person has done.
    private struct Counts: Sendable {
        var answers: [Judgement.Answer: Int] = [:]
        var hours: [Int: Int] = [:]
        var times: [Double] = []

        mutating func forget(before hour: Int) {
            hours = hours.filter { $0.key > hour }
        }
    }

    package init() {}

    package var isEmpty: Bool { people.isEmpty }

    /// Takes in what is new in a queue's history.
    mutating func add(_ history: LabelHistory, now: Moment) {
        let new = history.annotations.suffix(from: history.count(upTo: event))
        event = max(event, history.lastEvent)
        let firstHour = Self.hour(of: now) - 24 * Self.dayCount
        for annotation in new where annotation.action == .submit && annotation.source != .imported {
            let hour = Self.hour(of: annotation.at)
            var counts = people[annotation.annotator] ?? Counts()
            counts.answers[annotation.judgement.answer, default: 0] += 1
            if hour > firstHour {
                hours[hour, default: 0] += 1
                counts.hours[hour, default: 0] += 1
            }
            if let seconds = annotation.seconds {
                counts.times.append(seconds)
                // Dropped by the half, so that each answer costs the same.
                if counts.times.count >= 2 * Self.timeCount { counts.times.removeFirst(Self.timeCount) }
            }
            people[annotation.annotator] = counts
        }
        hours = hours.filter { $0.key > firstHour }
        for person in people.keys { people[person]?.forget(before: firstHour) }
    }

    /// Hours since 1970; of hostile clocks too.
    private static func hour(of moment: Moment) -> Int {
        Int((moment.seconds / hour).rounded(.down).clamped(to: -1e12...1e12))
    }

    /// Answers in each of the last hours, the present one last.
    package func lastHours(_ count: Int, now: Moment) -> [(start: Moment, count: Int)] {
        let present = Self.hour(of: now)
        return (0..<count).map { offset in
            let hour = present - count + 1 + offset
            return (Moment(Double(hour) * Self.hour), hours[hour] ?? 0)
        }
    }

    /// Answers in each of the last days in UTC, the present one last.
    package func lastDays(_ count: Int, now: Moment) -> [(start: Moment, count: Int)] {
        let days = Dictionary(grouping: hours, by: { $0.key.floorDivided(by: 24) })
        let present = Self.hour(of: now).floorDivided(by: 24)
        return (0..<count).map { offset in
            let day = present - count + 1 + offset
            return (Moment(Double(24 * day) * Self.hour), days[day]?.reduce(0) { $0 + $1.value } ?? 0)
        }
    }

    /// What one person has done.
    package struct Person: Sendable {
        package let annotator: AnnotatorID
        package let answers: [Judgement.Answer: Int]
        package let lastDay: Int
        package let lastDays: Int
        /// Of the last few hundred answers whose time is known.
        package let medianSeconds: Double?

        package var answerCount: Int { answers.values.reduce(0, +) }
    }

    /// Everybody who has answered, the busiest first.
    package func persons(now: Moment) -> [Person] {
        let present = Self.hour(of: now)
        return people.map { annotator, counts in
            let times = counts.times.suffix(Self.timeCount).sorted()
            return Person(
                annotator: annotator,
                answers: counts.answers,
                lastDay: counts.hours.reduce(0) { $0 + ($1.key > present - 24 ? $1.value : 0) },
                lastDays: counts.hours.values.reduce(0, +),
                medianSeconds: times.isEmpty ? nil : times[times.count / 2]
            )
        }.sorted { ($0.answerCount, $1.annotator.rawValue) > ($1.answerCount, $0.annotator.rawValue) }
    }
}

extension Int {
    fileprivate func floorDivided(by divisor: Int) -> Int {
        let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? quotient - 1 : quotient
    }
}

extension Double {
    /// NaN becomes the lower end.
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        self >= range.lowerBound ? Swift.min(self, range.upperBound) : range.lowerBound
    }
}
