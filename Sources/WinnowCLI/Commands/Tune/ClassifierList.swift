internal import Foundation
internal import WinnowDomain

/// Classifiers by their names, with or without the version.
enum ClassifierList {
    /// - Parameter names: Separated by commas; nil for all that can learn from the queue.
    /// - Throws: `Problem` for a name that is none, or one that cannot learn from the queue.
    static func kinds(_ names: String?, for definition: QueueDefinition) throws -> [ClassifierDefinition.Kind] {
        let able = ClassifierDefinition.Kind.allCases.filter { $0.canLearn(from: definition) }
        guard let names else { return able }
        var kinds: [ClassifierDefinition.Kind] = []
        for part in names.split(separator: ",") {
            let name = part.trimmingCharacters(in: .whitespaces)
            guard let kind = ClassifierDefinition.Kind(named: name) else {
                let known = ClassifierDefinition.Kind.allCases.map(\.shortName).joined(separator: ", ")
                throw Problem.usage("there is no classifier \"\(name)\"; there are \(known)")
            }
            guard able.contains(kind) else {
                throw Problem.usage("\(kind.rawValue) cannot learn from the features of this queue")
            }
            if !kinds.contains(kind) { kinds.append(kind) }
        }
        guard !kinds.isEmpty else { throw Problem.usage("--classifiers names none") }
        return kinds
    }
}
