using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace IML.RbaBot.Domain.Files;

/// <summary>The words of the problems in one language, by rule: what happened, and what to do.</summary>
public sealed class ProblemTexts
{
    private readonly FrozenDictionary<string, (string What, string Do)> byRule;

    private ProblemTexts(FrozenDictionary<string, (string What, string Do)> byRule) => this.byRule = byRule;

    public static ProblemTexts English { get; } = Load("problems.en.json");

    /// <summary>The rules that have words.</summary>
    public ImmutableArray<string> Rules => byRule.Keys;

    /// <summary>What happened, in one sentence.</summary>
    public string What(Problem problem) => Fill(byRule[problem.Rule].What, problem.Arguments);

    /// <summary>What to do about it, in one sentence.</summary>
    public string WhatToDo(Problem problem) => Fill(byRule[problem.Rule].Do, problem.Arguments);

    /// <summary>Everything on one line: place, rule, what happened, what to do.</summary>
    public string Line(Problem problem) => $"{problem.Place}: {problem.Rule}: {What(problem)} {WhatToDo(problem)}";

    private static string Fill(string text, ImmutableArray<string> arguments) =>
        string.Format(CultureInfo.InvariantCulture, text, [.. arguments]);

    private static ProblemTexts Load(string name)
    {
        using var stream = typeof(ProblemTexts).Assembly.GetManifestResourceStream(typeof(ProblemTexts), name)
            ?? throw new InvalidOperationException($"The language file {name} is not in the assembly.");
        using var document = JsonDocument.Parse(stream);
        return new ProblemTexts(document.RootElement.EnumerateObject().ToFrozenDictionary(
            rule => rule.Name,
            rule => (rule.Value.GetProperty("what").GetString()!, rule.Value.GetProperty("do").GetString()!),
            StringComparer.Ordinal));
    }
}
