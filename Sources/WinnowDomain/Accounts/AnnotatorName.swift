/// Names of annotators.
package enum AnnotatorName {
    package static let limit = 100

    /// Why a text cannot be a name: it could not be told from another on a screen. nil when it can.
    package static func refusal(_ name: String) -> String? {
        if isPlain(name) { return nil }
        return
            "\"\(name.prefix(limit))\" cannot be an annotator's name: use 1 to \(limit) visible characters without space around "
            + "them"
    }

    /// Whether a text can be seen as it is; what is true of other names that people give, too.
    package static func isPlain(_ name: String) -> Bool {
        let isVisible = name.unicodeScalars.allSatisfy { !$0.properties.generalCategory.isInvisible }
        return !name.isEmpty && name.unicodeScalars.count <= limit && isVisible && name.first != " " && name.last != " "
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
