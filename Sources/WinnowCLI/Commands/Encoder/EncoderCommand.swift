internal import ArgumentParser

struct EncoderCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encoder",
        abstract: "Get pretrained networks for `encoder.v1` and `static.v1`, look at them and measure them.",
        subcommands: [
            EncoderFetch.self, EncoderAdd.self, EncoderDistill.self, EncoderTune.self, EncoderList.self,
            EncoderCheck.self, EncoderBench.self, EncoderVectors.self, EncoderRemove.self,
        ]
    )
}

/// Why no command here has `--server`.
let encodersAreHere = "encoders are files of the data folder, so run it where that is"
