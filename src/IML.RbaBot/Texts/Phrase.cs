using System.Collections.Immutable;

namespace IML.RbaBot.Texts;

/// <summary>A text with named places to fill, for example <c>Card {card} of {cards}</c>; parsed once, as cards use it on every turn.</summary>
internal sealed class Phrase
{
    // Literal text and names by turns: literal, name, literal, …, literal.
    private readonly ImmutableArray<string> pieces;

    private Phrase(string text, ImmutableArray<string> pieces)
    {
        Text = text;
        this.pieces = pieces;
    }

    /// <summary>What stands where a file has no text.</summary>
    public static Phrase Empty { get; } = new("", [""]);

    /// <summary>The text as it stands in the file.</summary>
    public string Text { get; }

    /// <summary>The names of the places to fill.</summary>
    public IEnumerable<string> Names => pieces.Where((_, i) => i % 2 == 1);

    /// <summary>Null when a brace is left open or a name is not plain letters.</summary>
    public static Phrase? Parse(string text)
    {
        var pieces = ImmutableArray.CreateBuilder<string>();
        var rest = text.AsSpan();
        while (true)
        {
            var open = rest.IndexOfAny('{', '}');
            if (open < 0)
            {
                pieces.Add(rest.ToString());
                return new Phrase(text, pieces.ToImmutable());
            }

            var length = rest[(open + 1)..].IndexOf('}');
            if (rest[open] == '}' || length <= 0 || rest.Slice(open + 1, length).ContainsAnyExcept(Letters))
            {
                return null;
            }

            pieces.Add(rest[..open].ToString());
            pieces.Add(rest.Slice(open + 1, length).ToString());
            rest = rest[(open + length + 2)..];
        }
    }

    /// <summary>The text with its places filled; a place without a value is the caller's bug and throws.</summary>
    public string Fill(ReadOnlySpan<(string Name, string Value)> values)
    {
        if (pieces.Length == 1)
        {
            return Text;
        }

        var filled = new string[pieces.Length];
        for (var i = 0; i < pieces.Length; i++)
        {
            filled[i] = i % 2 == 0 ? pieces[i] : ValueOf(pieces[i], values);
        }

        return string.Concat(filled);
    }

    private static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");

    private static string ValueOf(string name, ReadOnlySpan<(string Name, string Value)> values)
    {
        foreach (var (each, value) in values)
        {
            if (each == name)
            {
                return value;
            }
        }

        throw new ArgumentException($"Nothing was given for {{{name}}}.", nameof(values));
    }
}
