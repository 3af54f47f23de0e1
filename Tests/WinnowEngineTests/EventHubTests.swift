import Testing
import WinnowDomain
import WinnowEngine

@Suite struct EventHubTests {
    private let hub = EventHub(process: 77)

    private func publish(_ count: Int) async {
        for number in 0..<count { await hub.publish(.trainingStarted(event: EventNumber(number)), in: QueueID(1)) }
    }

    /// The numbers of all events until the hub closes; 0 for a gap.
    private func numbers(_ events: LiveEvents) async -> [Int] {
        await hub.close()
        var numbers: [Int] = []
        for await element in events {
            switch element {
            case .event(let event): numbers.append(event.position.number)
            case .gap: numbers.append(0)
            }
        }
        return numbers
    }

    @Test("a listener gets what happens from now on, in order")
    func fresh() async {
        await publish(3)
        let events = await hub.events()
        await publish(2)
        #expect(await numbers(events) == [4, 5])
    }

    @Test(
        "a listener that comes back gets all that it missed, as far as it is remembered",
        arguments: [1, 3, 256, 300]
    )
    func resumed(seen: Int) async {
        await publish(300)
        let events = await hub.events(after: LivePosition(process: 77, number: seen))
        await publish(1)
        let missed = seen < 44 ? [0, 301] : Array(seen + 1...301)
        #expect(await numbers(events) == missed)
    }

    @Test("a listener of another process, or of events to come, is told to read anew", arguments: [(76, 2), (77, 9)])
    func stranger(process: UInt64, number: Int) async {
        await publish(3)
        let events = await hub.events(after: LivePosition(process: process, number: number))
        await publish(1)
        #expect(await numbers(events) == [0, 4])
    }

    @Test("a listener that does not listen keeps the newest only, and is told")
    func slow() async {
        let events = await hub.events()
        await publish(300)
        #expect(await numbers(events) == [0] + Array(45...300))
    }

    @Test("a position is written and read again; anything else is none")
    func positions() {
        for position in [LivePosition(process: 0, number: 0), LivePosition(process: .max, number: 12)] {
            #expect(LivePosition(position.description) == position)
        }
        for text in ["", "-", "12", "a-b", "1-2-3", "é-1", "--1"] { #expect(LivePosition(text) == nil, "\(text)") }
    }
}
