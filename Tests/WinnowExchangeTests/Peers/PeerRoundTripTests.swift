import Testing
import WinnowDomain
import WinnowExchange

/// Projects that went out in another tool's format and came in again.
@Suite struct PeerRoundTripTests {
    static let formats: [PeerFormat] = [.labelStudio, .prodigy, .doccano, .argilla]

    @Test(
        "a random project is the same after another tool's format that can say everything, and is recognised",
        arguments: formats,
        QueueDefinition.Task.allCases
    )
    func lossless(format: PeerFormat, task: QueueDefinition.Task) throws {
        for seed in 0..<20 as Range<UInt64> {
            let project = try PeerProject(task, seed: seed)
            let (bytes, losses) = try project.written(.peer(format))
            #expect(losses == [])
            let reading = try PeerReading(bytes, project.definition)
            #expect(reading.notes.formats == [format])
            #expect(reading.rejected == [] && reading.notes.lines == [])
            let byID = Dictionary(grouping: reading.records) { ExactText($0.externalID) }
            #expect(byID.count == project.items.count)
            for item in project.items {
                let records = byID[ExactText(item.id)] ?? []
                #expect(records.allSatisfy { $0.data == item.data && $0.meta == item.meta }, "\(seed) \(item)")
                let said = records.compactMap(\.annotation)
                #expect(Set(said) == Set(item.annotations), "\(seed) \(item.id)")
                #expect(records.count == max(1, item.annotations.count))
            }
        }
    }
}
