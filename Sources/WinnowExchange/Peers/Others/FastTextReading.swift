import Foundation
import WinnowDomain

/// Reads fastText's lines: `__label__NAME` words, then the text. In names `%20` stands for a space, as exports write it, and a
/// word of the text that would be taken for a label has `\` before it.
struct FastTextReading: PeerReading {
    static let mark = "__label__"

    private let setting: PeerSetting

    init(_ setting: PeerSetting) {
        self.setting = setting
    }

    mutating func records(of record: RawRecord) throws(Refusal) -> [PeerRecord] {
        guard case .string(let line)? = JSON.object(record.members)["text"] else {
            throw Refusal("a line of fastText is text, and this is none")
        }
        var rest = line[...]
        var names: [String] = []
        while rest.hasPrefix(Self.mark) {
            let word = rest.prefix { $0 != " " && $0 != "\t" }
            names.append(String(word.dropFirst(Self.mark.count)).removingPercents)
            rest = rest.dropFirst(word.count).drop { $0 == " " || $0 == "\t" }
        }
        let text = rest.split(separator: " ", omittingEmptySubsequences: false)
            .map { $0.withoutEscape }.joined(separator: " ")
        let members = [JSON.Member("text", .string(text))]
        let annotation = names.isEmpty ? nil : try setting.annotation(names)
        let item = RawRecord(place: record.place, members: members, form: .json)
        return [PeerRecord(rest: item, annotations: annotation.map { [$0] } ?? [])]
    }
}

extension Substring {
    /// Without the `\` before what looks like a label.
    fileprivate var withoutEscape: Substring {
        drop { $0 == "\\" }.hasPrefix(FastTextReading.mark) && hasPrefix("\\") ? dropFirst() : self
    }
}

extension String {
    /// What `%XX` stands for put in its place; left as it is where that is no UTF-8.
    fileprivate var removingPercents: String { removingPercentEncoding ?? self }
}
