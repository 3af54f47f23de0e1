/// Distinct texts of 12 words, cut out of ag_news: a pool of short messages with known labels.
struct ShortTexts {
    let texts: [String]
    let labels: [Int]
    let names: [String]

    /// - Parameter count: At most what ag_news holds.
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
        self.texts = texts
        self.labels = labels
        names = news.names
    }
}
