import Testing
import WinnowEncoders

@Suite("What of a text is read")
struct TextReadingTests {
    @Test("readings that differ are described in different words")
    func description() {
        let readings = [
            TextReading(), TextReading(prompt: "query: "), TextReading(limit: 128), TextReading(isChunked: true),
            TextReading(prompt: "a", limit: 128, isChunked: true),
        ]
        #expect(Set(readings.map(\.description)).count == readings.count)
    }
}
