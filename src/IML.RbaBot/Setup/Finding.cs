using System.Collections.Immutable;
using IML.RbaBot.Texts;

namespace IML.RbaBot.Setup;

/// <summary>How a link stands.</summary>
internal enum Standing
{
    Works,

    /// <summary>Nothing is broken, and somebody may want to know.</summary>
    Note,

    Broken,
}

/// <summary>A text with what fills it.</summary>
internal sealed record Said(TextKey Text, ImmutableArray<(string Name, string Value)> Values)
{
    public static Said Of(SetupText text, params ReadOnlySpan<(string Name, string Value)> values) => new(text, [.. values]);

    public static Said Of(DocumentText text, params ReadOnlySpan<(string Name, string Value)> values) => new(text, [.. values]);

    public string In(Language language) => language.Say(Text, Values.AsSpan());
}

/// <summary>What was found of one link of the installation.</summary>
/// <param name="Standing">How it stands.</param>
/// <param name="What">What was found.</param>
/// <param name="Remedy">What to do; null where nothing is to be done.</param>
internal sealed record Finding(Standing Standing, Said What, Said? Remedy)
{
    public static Finding Works(Said what) => new(Standing.Works, what, null);

    public static Finding Note(Said what, Said? remedy = null) => new(Standing.Note, what, remedy);

    public static Finding Broken(Said what, Said remedy) => new(Standing.Broken, what, remedy);
}
