internal import Foundation
internal import WinnowDomain

/// Looks at the encoders of a data folder: they are copies of somebody's models, and cannot be made again here.
struct EncoderFilesCheck {
    let dataFolder: DataFolder

    /// How the names of folders begin that are gone when what makes them ends.
    private static let strays = [".adding-", ".replaced-", ".distilling-", ".tuning-", ".fetching-"]

    func run(_ queues: [Queue], repairs: Bool) throws -> [CheckFinding] {
        let shelf = EncoderShelf(dataFolder: dataFolder)
        if repairs { try shelf.restoreReplaced() }
        let entries = shelf.entries()
        let damaged = entries.filter { (try? shelf.isWhole($0)) != true }.map(\.name)
        let names = Set(entries.map(\.name))
        let wanted = queues.flatMap(\.definition.features.encoders).filter { $0.kind != .remote }.map(\.model)
        let strays = DerivedFiles.list(shelf.folder).filter { file in
            Self.strays.contains { file.lastPathComponent.hasPrefix($0) }
        }
        return try finding(
            "encoder-damaged",
            damaged,
            severity: .derived,
            meaning: "files of encoders are missing or not as they were added"
        )
            + finding(
                "encoder-missing",
                Set(wanted).subtracting(names).sorted(),
                severity: .note,
                meaning: "queues name encoders that are not in the data folder, and train no new models without them"
            )
            + DerivedFiles.finding(
                "encoder-stray",
                strays,
                in: dataFolder,
                severity: .note,
                meaning:
                    "half an encoder was left behind, by a process that was killed or a download that was not done",
                removes: repairs
            )
    }

    private func finding(
        _ code: String,
        _ names: [String],
        severity: CheckFinding.Severity,
        meaning: String
    ) -> [CheckFinding] {
        guard !names.isEmpty else { return [] }
        return [
            CheckFinding(
                code: code,
                severity: severity,
                count: names.count,
                examples: names,
                meaning: meaning,
                remedy:
                    "get them again: `winnow encoder fetch NAME --replace`, or `winnow encoder add FOLDER --replace`"
            )
        ]
    }
}
