/// Distinct texts of 12 words, cut out of ag_news: a pool of short messages with known labels. Beyond what there is, halves
/// of texts with the same label are put together.
struct ShortTexts {
    let texts: [String]
    let labels: [Int]
    let names: [String]

    init(count: Int) throws {
        let news = try LabelledTexts("ag_news", ["train", "test"])
        let words = news.texts.map { $0.split(separator: " ") }
        var texts: [String] = []
        var labels: [Int] = []
        var seen = Set<String>()
        // All first pieces, then all second ones: no text fills a stretch of the pool.
        for start in stride(from: 0, to: 200, by: 3) {
            for (number, words) in words.enumerated() where words.count >= start + 12 && texts.count < count {
                let text = words[start..<start + 12].joined(separator: " ")
                guard seen.insert(text).inserted else { continue }
                texts.append(text)
                labels.append(news.labels[number])
            }
        }
        let byLabel = news.names.indices.map { label in
            texts.indices.filter { labels[$0] == label }.map { texts[$0].split(separator: " ") }
        }
        // A step without a common divisor meets each pair once.
        var number = 0
        while texts.count < count {
            let label = number % byLabel.count
            let pieces = byLabel[label]
            let place = number / byLabel.count
            let (first, second) = (pieces[place % pieces.count], pieces[(place * 7919 + place / pieces.count) % pieces.count])
            number += 1
            let text = (first.prefix(6) + second.suffix(6)).joined(separator: " ")
            guard seen.insert(text).inserted else { continue }
            texts.append(text)
            labels.append(label)
        }
        self.texts = texts
        self.labels = labels
        names = news.names
    }
}
