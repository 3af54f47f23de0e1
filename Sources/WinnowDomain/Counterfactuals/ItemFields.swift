/// The fields of an item that its text is made from: what an editor of the text edits.
package struct ItemFields: Hashable, Sendable {
    package struct Field: Hashable, Sendable {
        package let name: String
        package var text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    /// In the order of the template, each once; null counts as empty.
    package var fields: [Field]

    package init(of data: JSON, template: TextTemplate) {
        var seen: Set<String> = []
        fields = template.fields.filter { seen.insert($0).inserted }.map {
            Field(name: $0, text: data.member(at: $0)?.scalarText ?? "")
        }
    }

    /// The text of a field; nil for one that the template does not name.
    package subscript(name: String) -> String? { fields.first { $0.name == name }?.text }
}

extension JSON {
    /// With other texts in some fields, as `member(at:)` finds them; fields that are not there are left out.
    package func replacing(_ texts: [String: String]) -> JSON {
        texts.sorted { $0.key < $1.key }.reduce(self) { data, text in
            let isDirect = data[text.key] != nil
            let keys = isDirect ? [text.key[...]] : text.key.split(separator: ".", omittingEmptySubsequences: false)
            return data.replacing(keys[...], by: text.value)
        }
    }

    private func replacing(_ keys: ArraySlice<Substring>, by text: String) -> JSON {
        guard let key = keys.first else { return .string(text) }
        guard case .object(var members) = self,
            let place = members.firstIndex(where: { $0.key.isExactly(String(key)) })
        else { return self }
        members[place].value = members[place].value.replacing(keys.dropFirst(), by: text)
        return .object(members)
    }
}
