/// Words of texts by number, in the order in which they were first seen.
struct WordIndex {
    /// By number: normalized, UTF-8.
    private(set) var words: [[UInt8]] = []
    private var numbers: [[UInt8]: Int32] = [:]

    /// Numbers of a text's words. Words with one space between each two are a run; anything else begins a new one.
    ///
    /// - Parameter bytes: A normalized text, well-formed UTF-8.
    mutating func runs(of bytes: [UInt8]) -> [[Int32]] {
        var runs: [[Int32]] = []
        var (offset, end) = (0, -2)
        let text = bytes.span
        while offset < text.count {
            let start = offset
            while offset < text.count {
                let scalar = text.scalar(at: offset)
                guard ScalarTraits.of(scalar.value).contains(.word) else { break }
                offset += scalar.byteCount
            }
            guard offset > start else {
                offset += text.scalar(at: offset).byteCount
                continue
            }
            let number = number(of: Array(bytes[start..<offset]))
            if end == start - 1, text[end] == UInt8(ascii: " ") {
                runs[runs.count - 1].append(number)
            } else {
                runs.append([number])
            }
            end = offset
        }
        return runs
    }

    private mutating func number(of word: [UInt8]) -> Int32 {
        if let number = numbers[word] { return number }
        let number = Int32(words.count)
        words.append(word)
        numbers[word] = number
        return number
    }
}
