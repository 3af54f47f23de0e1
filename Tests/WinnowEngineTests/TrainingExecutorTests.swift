import Testing
import WinnowEngine

@Suite struct TrainingExecutorTests {
    @Test("an executor that nobody holds any more goes, though its threads wait for work")
    func goes() {
        var executor: TrainingExecutor? = TrainingExecutor()
        weak let left = executor
        #expect(left != nil)
        executor = nil
        #expect(left == nil)
    }

    @Test("work is done also when nobody holds the executor meanwhile")
    func works() async throws {
        let sum = try await TrainingExecutor(threadCount: 2).perform {
            var sum = 0
            for number in 1...100 {
                await Task.yield()
                sum += number
            }
            return sum
        }
        #expect(sum == 5050)
    }
}
