import Foundation
import Testing

@Suite struct SizeTests {
    @Test("files stay small: none over 500 lines, half of them under 90")
    func fileSizes() throws {
        var counts: [Int] = []
        for room in ImportTests.allowed.keys {
            for file in try ImportTests.sources(of: room) {
                let count = try String(contentsOf: file, encoding: .utf8).split(
                    separator: "\n",
                    omittingEmptySubsequences: false
                ).count
                #expect(count <= 500, "\(file.lastPathComponent) has \(count) lines")
                counts.append(count)
            }
        }
        let median = counts.sorted()[counts.count / 2]
        #expect(median < 90, "the median file has \(median) lines")
    }

    @Test("promises to the compiler that it cannot check are explained")
    func uncheckedSendable() throws {
        for room in ImportTests.allowed.keys {
            for file in try ImportTests.sources(of: room) {
                let source = try String(contentsOf: file, encoding: .utf8)
                let promises = source.matches(of: /@unchecked Sendable/).count
                let reasons = source.matches(of: /SAFETY:/).count
                #expect(promises == 0 || reasons > 0, "\(file.lastPathComponent)")
            }
        }
    }
}
