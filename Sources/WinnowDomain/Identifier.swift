/// A row's number, typed by what the row is.
package struct Identifier<Subject>: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
    package let rawValue: Int64

    package init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    package init(from decoder: any Decoder) throws {
        rawValue = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }

    package var description: String { String(rawValue) }

    package static func < (left: Identifier, right: Identifier) -> Bool {
        left.rawValue < right.rawValue
    }
}

package typealias QueueID = Identifier<Queue>
package typealias LabelID = Identifier<Label>
package typealias ItemID = Identifier<Item>
package typealias AnnotatorID = Identifier<Annotator>
package typealias AssignmentID = Identifier<Assignment>
package typealias AnnotationID = Identifier<Annotation>
package typealias CounterfactualID = Identifier<Counterfactual>
package typealias TrainingRunID = Identifier<TrainingRun>

/// A position in the event log; 0 is before the first event.
package typealias EventNumber = Int64
