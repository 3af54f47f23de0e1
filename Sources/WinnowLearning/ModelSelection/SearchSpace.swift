private import Foundation
internal import WinnowNumerics

/// The hyperparameters that a search may choose; conditions refer to earlier ones.
public struct SearchSpace: Sendable, Equatable {
    /// Values by name; none for a hyperparameter whose condition does not hold.
    public typealias Configuration = [String: HyperparameterValue]

    /// Each behind the one that its condition refers to.
    public let parameters: [Hyperparameter]

    /// - Parameter parameters: Of different names; conditions refer to earlier ones.
    public init(_ parameters: [Hyperparameter]) {
        precondition(Set(parameters.map(\.name)).count == parameters.count, "two hyperparameters of one name")
        self.parameters = parameters
    }

    /// A configuration of which each value is drawn evenly from its range.
    func draw(using generator: inout SeededGenerator) -> Configuration {
        configuration { parameter, _ in parameter.value(at: generator.uniform()) }
    }

    /// Values in the order of the parameters; those whose condition does not hold have none.
    func configuration(_ choose: (Hyperparameter, Configuration) -> HyperparameterValue) -> Configuration {
        var configuration: Configuration = [:]
        for parameter in parameters where parameter.applies(to: configuration) {
            configuration[parameter.name] = choose(parameter, configuration)
        }
        return configuration
    }

    /// The combinations of a few values of each range, its ends among them.
    ///
    /// - Parameters:
    ///   - levelCount: Values of a range of numbers, at least 2.
    ///   - limit: Of more combinations than that so many are taken at most, spread over all of them.
    public func grid(levelCount: Int, limit: Int) -> [Configuration] {
        precondition(levelCount >= 2, "\(levelCount) levels")
        let count = gridCount(levelCount: levelCount)
        guard count > limit else { return (0..<count).map { combination($0, levelCount: levelCount) } }
        // Multiples of the golden ratio fall evenly, also when they are cut into parts again and again (Weyl 1916). Each value of
        // a hyperparameter gets the same part, however many combinations there are behind it.
        var some: [Configuration] = []
        var seen: Set<Configuration> = []
        var share = 0.5
        for _ in 0..<100 * limit where some.count < limit {
            share = (share + 0.618_033_988_749_894_9).truncatingRemainder(dividingBy: 1)
            let next = combination(at: share, levelCount: levelCount)
            if seen.insert(next).inserted { some.append(next) }
        }
        return some
    }

    /// The combination at a share of the grid, 0..<1.
    private func combination(at share: Double, levelCount: Int) -> Configuration {
        var share = share
        return configuration { parameter, _ in
            let values = parameter.levels(levelCount)
            let place = min(Int(share * Double(values.count)), values.count - 1)
            share = share * Double(values.count) - Double(place)
            return values[place]
        }
    }

    /// How many combinations there are; `Int32.max` for so many or more.
    public func gridCount(levelCount: Int) -> Int { combinationCount([:], from: 0, levelCount) }

    private func combinationCount(_ configuration: Configuration, from first: Int, _ levelCount: Int) -> Int {
        guard first < parameters.count else { return 1 }
        let parameter = parameters[first]
        func others(_ configuration: Configuration) -> Int {
            combinationCount(configuration, from: first + 1, levelCount)
        }
        guard parameter.applies(to: configuration) else { return others(configuration) }
        let most = Int(Int32.max)
        guard case .choice = parameter.range else {
            // Conditions look at words only.
            return min(parameter.levels(levelCount).count * others(configuration), most)
        }
        return parameter.levels(levelCount).reduce(0) { sum, word in
            min(sum + others(configuration.merging([parameter.name: word]) { $1 }), most)
        }
    }

    /// The combination of a number, from 0.
    private func combination(_ place: Int, levelCount: Int) -> Configuration {
        var configuration: Configuration = [:]
        var place = place
        for (number, parameter) in parameters.enumerated() where parameter.applies(to: configuration) {
            for value in parameter.levels(levelCount) {
                configuration[parameter.name] = value
                let count = combinationCount(configuration, from: number + 1, levelCount)
                if place < count { break }
                place -= count
            }
        }
        return configuration
    }
}

extension Hyperparameter {
    func applies(to configuration: SearchSpace.Configuration) -> Bool {
        guard let condition else { return true }
        return configuration[condition.name]?.word.map(condition.words.contains) ?? false
    }

    /// The value at a share of the range, 0…1.
    func value(at share: Double) -> HyperparameterValue {
        switch range {
        case .real(let ends, let isLogarithmic):
            // Three digits, so that what was tried is what a file says.
            let value = position(share, ends.lowerBound, ends.upperBound, isLogarithmic).rounded(digits: 3)
            return .real(min(max(value, ends.lowerBound), ends.upperBound))
        case .integer(let ends, let isLogarithmic):
            // Half a step beyond both ends, so that these are as probable as the others.
            let (low, high) = (Double(ends.lowerBound) - 0.5, Double(ends.upperBound) + 0.5)
            let rounded = position(share, low, high, isLogarithmic).rounded()
            return .integer(min(max(Int(rounded), ends.lowerBound), ends.upperBound))
        case .choice(let words):
            return .choice(words[min(Int(share * Double(words.count)), words.count - 1)])
        }
    }

    private func position(_ share: Double, _ low: Double, _ high: Double, _ isLogarithmic: Bool) -> Double {
        let value =
            isLogarithmic
            ? exp(log(low) + share * (log(high) - log(low))) : low + share * (high - low)
        return min(max(value, low), high)
    }

    /// Where in the range a value is, 0…1; nil for a word.
    func share(of value: HyperparameterValue) -> Double? {
        guard let number = value.real else { return nil }
        let (low, high, isLogarithmic): (Double, Double, Bool)
        switch range {
        case .real(let ends, let logarithmic):
            (low, high, isLogarithmic) = (ends.lowerBound, ends.upperBound, logarithmic)
        case .integer(let ends, let logarithmic):
            (low, high, isLogarithmic) = (Double(ends.lowerBound) - 0.5, Double(ends.upperBound) + 0.5, logarithmic)
        case .choice: return nil
        }
        guard high > low else { return 0.5 }
        let share = isLogarithmic ? (log(number) - log(low)) / (log(high) - log(low)) : (number - low) / (high - low)
        return min(max(share, 0), 1)
    }

    fileprivate func levels(_ count: Int) -> [HyperparameterValue] {
        if case .choice(let words) = range { return words.map { .choice($0) } }
        var levels: [HyperparameterValue] = []
        for number in 0..<count {
            let value = value(at: Double(number) / Double(count - 1))
            if levels.last != value { levels.append(value) }
        }
        return levels
    }
}

extension Double {
    /// To so many significant digits.
    fileprivate func rounded(digits: Int) -> Double {
        guard self != 0, isFinite else { return self }
        let places = digits - 1 - Int(log10(abs(self)).rounded(.down))
        // A power of ten that is exact divides and multiplies without error of its own.
        let scale = pow(10, Double(abs(places)))
        return places >= 0 ? (self * scale).rounded() / scale : (self / scale).rounded() * scale
    }
}
