import Foundation
import Synchronization
import WinnowLearning
import WinnowNumerics

/// What counterfactual pairs teach a linear model, over some seeds. Not timed.
///
/// Reads `plan.json` from the folder. Writes `figures.json` there, and for the peer `train` and `test` as sparse matrices
/// with their labels, roots and who was revised; a figure that the peer is to find as well has its rows and weights.
@Sendable func counterfactualsBenchmark(_ folder: URL, _ set: String) async throws {
    let plan = try JSONDecoder().decode(
        CounterfactualPlan.self,
        from: Data(contentsOf: folder.appending(path: "plan.json"))
    )
    let task = try CounterfactualTask(set, vectors: plan.features.map { URL(filePath: $0) })
    try task.write(to: SharedArrays(folder: folder))
    let experiments = CounterfactualExperiments(task: task, classifier: LogisticRegression(l2: plan.l2))
    let runs = plan.experiments.flatMap { name in (0..<plan.seeds).map { (name: name, seed: $0) } }
    try await takeTurns(prepared: ["columns": Double(task.features.sparseColumnCount)]) {
        let done = Mutex(0)
        let results = ParallelFor.map(runs.count) { number in
            let run = runs[number]
            let result = Result { try experiments.run(run.name, seed: run.seed) }
            let count = done.withLock { done in
                done += 1
                return done
            }
            FileHandle.standardError.write(Data("\(set) \(count) of \(runs.count): \(run.name)\n".utf8))
            return result
        }
        let figures = try results.flatMap { try $0.get() }
        try JSONEncoder().encode(figures).write(to: folder.appending(path: "figures.json"))
        return try task.probes(by: experiments.classifier)
    }
}

struct CounterfactualPlan: Decodable {
    let experiments: [String]
    let seeds: Int
    let l2: Double
    /// The folder of `NAME-train.npy` and `NAME-test.npy`, to be learned from beside the words; nil for words alone.
    let features: String?
}

extension CounterfactualTask {
    fileprivate func write(to arrays: SharedArrays) throws {
        for (name, split, features) in [("train", train, features), ("test", test, testFeatures)] {
            if let sparse = features.sparse { try arrays.write(sparse, name) }
            try arrays.write(split.labels.map(Int32.init), "\(name).labels")
            try arrays.write(split.roots, "\(name).roots")
            try arrays.write(split.isRevised.map { UInt8($0 ? 1 : 0) }, "\(name).revised")
        }
    }
}
