import WinnowDomain

extension FileChecker {
    mutating func checkText(
        _ node: FileNode,
        _ text: String,
        _ kind: FileNode.Kind,
        rule: QueueFileValueType.TextRule,
        path: String
    ) -> CheckedValue {
        switch kind {
        case .null where text.isEmpty: return refuse(node, wanted: .text(rule), path: path)
        case .null, .boolean, .number:
            report(node.place, "`\(path)`: YAML reads \(text) as \(kind.rawValue); put it in quotes: `\"\(text)\"`")
            return CheckedValue(.invalid, at: node.place)
        case .text: break
        }
        if let fault = FileChecker.fault(of: text, under: rule) {
            report(node.place, "`\(path)` \(fault)")
            return CheckedValue(.invalid, at: node.place)
        }
        return CheckedValue(.text(text), at: node.place)
    }

    /// What is wrong with a text, to follow its key.
    private static func fault(of text: String, under rule: QueueFileValueType.TextRule) -> String? {
        switch rule {
        case .line(let longest): return lineFault(text, longest: longest)
        case .prose(let longest):
            let count = text.unicodeScalars.count
            return count > longest ? "has \(count) characters; at most \(longest) are possible" : nil
        case .template: return templateFault(text)
        case .key: return keyFault(text)
        }
    }

    private static func lineFault(_ text: String, longest: Int) -> String? {
        let scalars = text.unicodeScalars
        if scalars.isEmpty { return "is empty; write at least one character" }
        if scalars.count > longest { return "has \(scalars.count) characters; at most \(longest) are possible" }
        if scalars.contains(where: { $0.properties.generalCategory == .control || SourceText.isBreak($0) }) {
            return "contains a line break or control character; write it on one line"
        }
        if scalars.first?.properties.isWhitespace == true || scalars.last?.properties.isWhitespace == true {
            return "begins or ends with a space; delete it"
        }
        return nil
    }

    private static func templateFault(_ text: String) -> String? {
        do throws(TextTemplate.Mistake) {
            _ = try TextTemplate(text)
            return nil
        } catch {
            return "cannot be read: \(error.reason)"
        }
    }

    private static func keyFault(_ text: String) -> String? {
        let scalars = text.unicodeScalars
        if text.lowercased() == "space" || text.lowercased() == "backspace" || text == " " {
            return "is `\(text)`, which skips or undoes; choose another key"
        }
        guard scalars.count == 1, let scalar = scalars.first else {
            return "must be one character, not \(scalars.count)"
        }
        if scalar.properties.isWhitespace || !YAMLText.isPrintable(scalar) {
            return "must be a character that can be seen"
        }
        if QueueFileKeys.reservedLabelKeys.contains(text) {
            return
                "is `\(text)`, which the form uses itself (u undo, g guidelines, w why, c counterfactual, q quit, . unsure,"
                + " ! flag, - not, / find, ? keys);"
                + " choose another key"
        }
        return nil
    }
}
