internal import ArgumentParser

/// What a command prints.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print the result as JSON.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print results and errors only.")
    var quiet = false

    var console: Console { Console(isQuiet: quiet, isJSON: json) }
}
