internal import Mustache

/// Escapes by bytes. The library's own escaping goes by characters, and `"` with an accent on it is another character than
/// `"`: in an attribute it would pass, and end the attribute.
struct HTMLText: MustacheContentType {
    static let name = "WINNOW"

    func escapeText(_ text: String) -> String {
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "<"): escaped += Array("&lt;".utf8)
            case UInt8(ascii: ">"): escaped += Array("&gt;".utf8)
            case UInt8(ascii: "&"): escaped += Array("&amp;".utf8)
            case UInt8(ascii: "\""): escaped += Array("&quot;".utf8)
            case UInt8(ascii: "'"): escaped += Array("&#39;".utf8)
            // A browser would make it U+FFFD, and drop it in places.
            case 0: escaped += Array("\u{FFFD}".utf8)
            // In an attribute or a text field a bare carriage return would become a line feed.
            case 13: escaped += Array("&#13;".utf8)
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
