using System.Collections.Immutable;
using System.Globalization;

namespace IML.RbaBot.Texts;

/// <summary>One language: the texts of every area, the words of the lists, and how dates and numbers are written.</summary>
public sealed class Language
{
    private readonly ImmutableArray<Phrase> phrases;

    internal Language(string id, CultureInfo culture, ImmutableArray<Phrase> phrases, ListTexts lists)
    {
        Id = id;
        Culture = culture;
        this.phrases = phrases;
        Lists = lists;
    }

    /// <summary>Two letters, for example <c>en</c>.</summary>
    public string Id { get; }

    public CultureInfo Culture { get; }

    public ListTexts Lists { get; }

    /// <summary>A text without places to fill.</summary>
    public string this[TextKey text] => phrases[text.Number].Text;

    /// <summary>A text with its places filled.</summary>
    public string Say(TextKey text, params ReadOnlySpan<(string Name, string Value)> values) => phrases[text.Number].Fill(values);

    /// <summary>The text of a number that <see cref="TextAreas"/> gave.</summary>
    internal Phrase PhraseAt(int number) => phrases[number];

    /// <summary>A day, in words.</summary>
    public string Date(DateOnly date) => date.ToString(this[CardText.DateFormat], Culture);

    /// <summary>A moment in a time zone, with its distance from UTC, so that a forwarded card stays true.</summary>
    public string Moment(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var offset = local.Offset == TimeSpan.Zero
            ? "UTC"
            : local.Offset.ToString(local.Offset < TimeSpan.Zero ? @"\U\T\C\-h\:mm" : @"\U\T\C\+h\:mm", CultureInfo.InvariantCulture);
        return $"{local.ToString(this[CardText.MomentFormat], Culture)} ({offset})";
    }

    /// <summary>With one decimal, as indices are shown.</summary>
    public string OneDecimal(decimal value) => value.ToString("0.0", Culture);

    public string Number(int value) => value.ToString(Culture);

    public string List(IEnumerable<string> items) => string.Join(this[CardText.ListSeparator], items);
}
