internal import Foundation
internal import WinnowDomain

/// Verifies the model files of a queue against the checksums in the database.
struct ModelFilesCheck {
    let queue: Queue
    let dataFolder: DataFolder
    let store: any DataFolderCheck.Store

    /// The caller has the queue's training lock: nobody else writes here.
    func run(repairs: Bool) async throws -> [CheckFinding] {
        let (damaged, stray) = try await examine()
        let findings =
            try DerivedFiles.finding(
                "model-damaged",
                damaged,
                in: dataFolder,
                meaning: "model files are not as they were written",
                removes: repairs
            )
            + DerivedFiles.finding(
                "model-stray",
                stray,
                in: dataFolder,
                severity: .note,
                meaning: "files of no model version lie among the models, left by a process that was killed",
                removes: repairs
            )
        return try await findings + promoted(repairs: repairs, damaged: damaged)
    }

    private func examine() async throws -> (damaged: [URL], stray: [URL]) {
        let folder = ModelFolder(dataFolder: dataFolder, queue: queue.id)
        var damaged: [URL] = []
        var stray: [URL] = []
        // Rounds that cannot be read are made again by the next training.
        for file in DerivedFiles.list(folder.folder) where file.lastPathComponent != RoundFile.name {
            let number = Int(file.deletingPathExtension().lastPathComponent)
            guard let number, folder.url(of: number).lastPathComponent == file.lastPathComponent,
                let version = try await store.model(number, of: queue.id)
            else {
                stray.append(file)
                continue
            }
            if folder.classifier(of: version) == nil { damaged.append(file) }
        }
        return (damaged, stray)
    }

    /// The model in use is there, can be made again when it is asked for, or is lost.
    private func promoted(repairs: Bool, damaged: [URL]) async throws -> [CheckFinding] {
        let folder = ModelFolder(dataFolder: dataFolder, queue: queue.id)
        guard let version = try await store.promotedModel(of: queue.id) else { return [] }
        let file = folder.url(of: version.number)
        let isDamaged = damaged.contains { $0.lastPathComponent == file.lastPathComponent }
        let isMissing = !isDamaged && !FileManager.default.fileExists(atPath: file.path)
        let name = "\(queue.name) v\(version.number)"
        let missing = CheckFinding(
            code: "model-missing",
            severity: .note,
            count: 1,
            examples: [name],
            meaning: "the promoted model has no file; it is built again when it is first used",
            remedy: nil,
            isRepaired: repairs
        )
        guard repairs, isMissing || isDamaged else { return isMissing ? [missing] : [] }
        let index = ItemIndex(try await store.itemIndex(of: queue.id, after: nil))
        let rebuild = ModelRebuild(queue: queue, dataFolder: dataFolder, store: store)
        switch try await rebuild.run(version, index: index) {
        case .same:
            return isMissing ? [missing] : []
        case .different(let reason), .cannot(let reason):
            return [
                CheckFinding(
                    code: "model-lost",
                    severity: .derived,
                    count: 1,
                    examples: ["\(name): \(reason)"],
                    meaning: "the promoted model's file is gone and its recipe does not give it back",
                    remedy: "`winnow retrain \(queue.name) --force` trains a new one"
                )
            ]
        }
    }
}
