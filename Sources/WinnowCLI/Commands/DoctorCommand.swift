internal import ArgumentParser
internal import WinnowDomain

struct DoctorCommand: HereCommand {
    static let whyHere =
        "it looks at the machine that it runs on and at the data folder there"

    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look at the machine and the data folder, and say what is amiss.",
        discussion: """
            A quick look; `winnow check` verifies every row and file.

            \(placeText)

            Example:
              winnow doctor --data /srv/winnow
            """
    )

    @OptionGroup var data: FolderOptions
    @OptionGroup var output: OutputOptions

    var here: HereOptions { data.here }

    func run() async throws {
        let examinations = await Examination.all(of: data.folder)
        try output.console.json(
            .members([
                "version": .string(Winnow.version),
                "examinations": .array(
                    examinations.map { examination in
                        .members([
                            "name": .string(examination.name),
                            "verdict": .string(examination.verdict.rawValue),
                            "finding": .string(examination.finding),
                        ])
                    }
                ),
            ])
        )
        var table = TextTable([("", .left), ("", .left), ("", .left)])
        table.add(["", "winnow", Winnow.version])
        for examination in examinations {
            table.add([examination.verdict.mark, examination.name, examination.finding])
        }
        try output.console.result(table.text)
        let badCount = examinations.count { $0.verdict == .bad }
        if badCount > 0 {
            throw Problem(.unwell, "\(NumberText.count(badCount, "thing")) to mend, marked with ✗")
        }
    }
}
