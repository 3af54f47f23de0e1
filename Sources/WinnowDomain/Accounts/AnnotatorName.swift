/// Names of annotators.
package enum AnnotatorName {
    package static let limit = 100

    /// Why a text cannot be a name: it could not be told from another on a screen. nil when it can.
    package static func refusal(_ name: String) -> String? {
        let isPlain = name.unicodeScalars.allSatisfy { !$0.properties.generalCategory.isInvisible }
        guard !name.isEmpty, name.count <= limit, isPlain, name.first != " ", name.last != " " else {
            return
                "\"\(name)\" cannot be an annotator's name: use 1 to \(limit) visible characters without space around them"
        }
        return nil
    }
}

extension Unicode.GeneralCategory {
    fileprivate var isInvisible: Bool {
        switch self {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: true
        default: false
        }
    }
}
