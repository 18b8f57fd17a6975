namespace IML.RbaBot.Texts;

/// <summary>The texts of the search, of shared cards and of the window. Keys and strictness as of <see cref="CardText"/>; the file is <c>find.LANGUAGE.json</c>.</summary>
public enum FindText
{
    TypeSomething,
    TooLong,
    Nothing,
    UnknownCommand,
    Away,
    TooFast,
    NobodyKnown,
    Preview,
    PreviewDraft,
    SharedHeading,
    SharedWhat,
    SharedFallback,
    SharedState,
    SharedErased,
    ButtonOpenInChat,
    OpenCommand,
    ButtonWindow,
    WindowTitle,
    WindowPersonal,
}
