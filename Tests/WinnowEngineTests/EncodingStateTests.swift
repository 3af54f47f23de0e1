import Testing
import WinnowEngine

@Suite("When items are encoded")
struct EncodingStateTests {
    private let occasion = EncodingState.Occasion(revision: 1, itemCount: 1000, age: 0)

    @Test("one pass at a time, and none for what is encoded already")
    func passes() {
        var state = EncodingState()
        var begun = [state.begins(occasion)]
        begun.append(state.begins(EncodingState.Occasion(revision: 2, itemCount: 1000, age: 0)))
        state.ended()
        begun.append(state.begins(occasion))
        begun.append(state.begins(EncodingState.Occasion(revision: 1, itemCount: 1001, age: 0)))
        #expect(begun == [true, false, false, true])
    }

    @Test("the pool is looked at again whenever twice as much is encoded, and at the end")
    func looks() {
        var state = EncodingState()
        _ = state.begins(occasion)
        var looked: [Int] = []
        for count in stride(from: 0, through: 1000, by: 50)
        where state.note(EncodingProgress(doneCount: count, itemCount: 1000)) {
            looked.append(count)
        }
        #expect(looked == [300, 600, 1000])
    }

    @Test("after a failure the next pass waits, longer each time, and begins with the same to encode")
    func failures() {
        var state = EncodingState()
        var pauses: [Duration] = []
        var begun: [Bool] = []
        for _ in 0..<8 {
            begun.append(state.begins(occasion))
            pauses.append(state.failed(isOver: false))
            begun.append(state.begins(occasion))
            state.rested()
        }
        #expect(begun == (0..<16).map { $0 % 2 == 0 })
        #expect(pauses == pauses.sorted() && pauses[0] >= .seconds(15) && pauses[7] <= .seconds(600))
        let last = (state.begins(occasion), state.failed(isOver: true))
        #expect(last.0 && last.1 == .zero)
    }
}
