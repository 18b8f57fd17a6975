namespace IML.RbaBot.Benchmarks.Load;

/// <summary>
/// What a made-up person types: everything that a page asks, each time otherwise than the time before, so that every turn has
/// answers to store; but always the same where an answer decides which questions are asked, so that the pages stay the same.
/// </summary>
internal static class Typing
{
    private const string Comment = "The context analysis of the country office names it, with the plan for the first months.";

    /// <param name="input">The input to fill.</param>
    /// <param name="other">Alternates from one visit of the page to the next.</param>
    /// <returns>Null to leave it empty.</returns>
    public static string? Into(ShownInput input, bool other) => input.Id switch
    {
        "project.title" => "Reception centre for the load run",
        "project.office" => "Country office",
        "project.stage" or "project.country" or "project.thematicAreas" or "project.confidentiality" => input.Choices[0],
        "A1" => "children,refugees",
        "A2" => "services,health,cash,shelter,data",
        "A3" => "ministry,ngo",
        "A4" => "general-concerns",
        "A4.comment" => Comment,
        "E2" => other ? "No further risk." : "No further risk is known.",
        _ when input.Id.EndsWith(".evidence", StringComparison.Ordinal) => other ? "Proposal, section 3.2" : "Proposal, section 3.3",
        _ when input.Id.Contains('.', StringComparison.Ordinal) => input.Value,
        _ when input.IsMulti => other ? input.Choices[0] : $"{input.Choices[0]},{input.Choices[1]}",
        _ when input.Choices.Length > 1 => input.Choices[other ? 0 : 1],
        _ => input.Value,
    };
}
