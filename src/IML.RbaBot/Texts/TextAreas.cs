using System.Collections.Immutable;
using System.Text;

namespace IML.RbaBot.Texts;

/// <summary>
/// Every area of texts: an enum, and a file per language with the same texts. A new area is its enum, its files, a line in
/// <see cref="All"/> and a conversion in <see cref="TextKey"/>.
/// </summary>
internal static class TextAreas
{
    /// <summary>In the order in which their texts are numbered.</summary>
    public static ImmutableArray<TextArea> All { get; } = Numbered(
        ("cards", typeof(CardText)),
        ("review", typeof(ReviewText)),
        ("queue", typeof(QueueText)),
        ("requests", typeof(RequestText)),
        ("notices", typeof(NoticeText)),
        ("documents", typeof(DocumentText)),
        ("setup", typeof(SetupText)),
        ("find", typeof(FindText)));

    /// <summary>How many texts a language has.</summary>
    public static int Count => All[^1].Start + All[^1].Keys.Length;

    /// <summary>The number of the first text of an area.</summary>
    public static int StartOf<T>()
        where T : struct, Enum => First<T>.Number;

    private static ImmutableArray<TextArea> Numbered(params ReadOnlySpan<(string File, Type Texts)> areas)
    {
        var numbered = ImmutableArray.CreateBuilder<TextArea>(areas.Length);
        var start = 0;
        foreach (var (file, texts) in areas)
        {
            var area = new TextArea(file, texts, start, [.. Enum.GetNames(texts).Select(KeyOf)]);
            numbered.Add(area);
            start += area.Keys.Length;
        }

        return numbered.ToImmutable();
    }

    // ButtonNext is button-next.
    private static string KeyOf(string name)
    {
        var key = new StringBuilder(name.Length + 8);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && key.Length > 0)
            {
                key.Append('-');
            }

            key.Append(char.ToLowerInvariant(c));
        }

        return key.ToString();
    }

    // Looked up once for each enum, so that a text is found by an addition on every turn.
    private static class First<T>
        where T : struct, Enum
    {
        public static readonly int Number = All.Single(area => area.Texts == typeof(T)).Start;
    }
}

/// <summary>One area of texts.</summary>
/// <param name="File">The beginning of its files' names: <c>cards</c> for <c>cards.en.json</c>.</param>
/// <param name="Texts">Its enum, without values of its own, so that its members count from 0.</param>
/// <param name="Start">The number of its first text among those of all areas.</param>
/// <param name="Keys">The keys of its texts in the files, in the order of the enum.</param>
internal sealed record TextArea(string File, Type Texts, int Start, ImmutableArray<string> Keys)
{
    public string FileOf(string language) => $"{File}.{language}.json";
}
