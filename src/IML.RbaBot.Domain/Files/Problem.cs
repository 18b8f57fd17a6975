using System.Collections.Immutable;

namespace IML.RbaBot.Domain.Files;

/// <summary>
/// One thing wrong with a file that a person wrote. Its words are in <see cref="ProblemTexts"/>, by rule.
/// </summary>
/// <param name="Place">File and position in it, for example <c>structure.json: questions[12] (B11).askedWhen.any.of[0]</c>.</param>
/// <param name="Rule">The rule that is broken: one of <see cref="ProblemRule"/>. Stable, so that people can search for it.</param>
/// <param name="Arguments">What fills the placeholders of the rule's words, in order.</param>
public sealed record Problem(string Place, string Rule, ImmutableArray<string> Arguments);

/// <summary>What came of reading a file: the value, or everything that is wrong with it.</summary>
/// <param name="Value">Null exactly when there are problems.</param>
/// <param name="Problems">All of them, in the order of the file.</param>
public sealed record Reading<T>(T? Value, ImmutableArray<Problem> Problems)
    where T : class;

/// <summary>Collects problems while a file is read.</summary>
internal sealed class ProblemList
{
    // A file of thousands of wrong lines is one mistake made often; nobody reads further than this.
    private const int Most = 1000;
    private const int LongestArgument = 120;
    private readonly ImmutableArray<Problem>.Builder problems = ImmutableArray.CreateBuilder<Problem>();

    public int Count => problems.Count;

    public void Add(JsonPlace place, string rule, params ReadOnlySpan<string> arguments)
    {
        if (problems.Count < Most)
        {
            var plain = ImmutableArray.CreateBuilder<string>(arguments.Length);
            foreach (var argument in arguments)
            {
                plain.Add(Plain(argument));
            }

            problems.Add(new Problem(Plain(place.ToString(), LongestArgument * 3), rule, plain.MoveToImmutable()));
        }
    }

    public ImmutableArray<Problem> ToImmutable() => problems.ToImmutable();

    /// <summary>The value when nothing was wrong, else the problems.</summary>
    public Reading<T> Reading<T>(Func<T> value)
        where T : class => Count == 0 ? new Reading<T>(value(), []) : new Reading<T>(null, ToImmutable());

    /// <summary>What a file contains is printed to a terminal or a log: on one line, no control characters, not endless.</summary>
    private static string Plain(string text, int longest = LongestArgument)
    {
        var cut = text.Length > longest ? string.Concat(text.AsSpan(0, longest), "…") : text;
        return cut.Any(char.IsControl) ? string.Concat(cut.Select(c => char.IsControl(c) ? '�' : c)) : cut;
    }
}

/// <summary>A position in a JSON file.</summary>
/// <param name="File">The file's name, as the caller gave it.</param>
/// <param name="Path">The way to the value; empty for the file itself.</param>
internal readonly record struct JsonPlace(string File, string Path)
{
    public static JsonPlace Of(string file) => new(file, "");

    public JsonPlace Key(string key) => new(File, Path.Length == 0 ? key : $"{Path}.{key}");

    public JsonPlace Item(int index) => new(File, $"{Path}[{index}]");

    /// <summary>The same place with the id found there, for people.</summary>
    public JsonPlace Named(string? id) => id is null ? this : new(File, $"{Path} ({id})");

    public override string ToString() => Path.Length == 0 ? File : $"{File}: {Path}";
}
