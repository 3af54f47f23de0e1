import Foundation
import Synchronization
import Testing
import WinnowNumerics

@Suite struct CourtesyTests {
    @Test("a thread that yields, and those that help it, leave the others as they are")
    func threads() async {
        let (helped, alone) = await withCheckedContinuation { done in
            Thread {
                Courtesy.begin()
                let isOn = ParallelFor.map(64) { _ in
                    usleep(500)
                    return Courtesy.isOn
                }
                done.resume(returning: (isOn.allSatisfy { $0 }, Courtesy.isOn))
            }.start()
        }
        #expect(helped && alone)
        let others = await withCheckedContinuation { done in
            Thread {
                done.resume(
                    returning: ParallelFor.map(64) { _ in
                        usleep(500)
                        return Courtesy.isOn
                    }
                )
            }.start()
        }
        #expect(others == [Bool](repeating: false, count: 64))
    }

    @Test("helpers do each chunk once, also of calls within calls, from several threads at once")
    func nested() async {
        let helpers = CourteousHelpers(count: 3)
        let sums = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    await withCheckedContinuation { done in
                        Thread {
                            let sum = Mutex(0)
                            for _ in 0..<50 {
                                helpers.perform(7) { outer in
                                    helpers.perform(5) { inner in sum.withLock { $0 += 10 * outer + inner } }
                                }
                            }
                            done.resume(returning: sum.withLock { $0 })
                        }.start()
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        // 50 × Σ over outer 0..<7 and inner 0..<5 of 10 outer + inner.
        #expect(sums == [Int](repeating: 50 * (5 * 10 * 21 + 7 * 10), count: 4))
    }

    @Test("what is lent to helpers is back when a call returns, however often they are called")
    func lent() async {
        let sum = await withCheckedContinuation { done in
            Thread {
                Courtesy.begin()
                // A closure that is still held when it should not be ends the process.
                var sum = 0
                for _ in 0..<2_000 {
                    sum += ParallelFor.map(3) { index in
                        usleep(20)
                        return index
                    }.reduce(0, +)
                }
                done.resume(returning: sum)
            }.start()
        }
        #expect(sum == 2_000 * 3)
    }

    @Test("without anybody who helps, a thread does its chunks alone")
    func alone() {
        let sum = Mutex(0)
        CourteousHelpers(count: 0).perform(10) { index in sum.withLock { $0 += index } }
        #expect(sum.withLock { $0 } == 45)
    }
}
