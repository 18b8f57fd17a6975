namespace IML.RbaBot.AppHost;

/// <summary>
/// The local run cannot go on, for a reason outside the code: a program is missing, a port is taken, a part did not start.
/// The message is one clear sentence for the person at the keyboard (and, for a part that failed, its last lines).
/// </summary>
public sealed class LocalRunException : Exception
{
    public LocalRunException()
    {
    }

    public LocalRunException(string message)
        : base(message)
    {
    }

    public LocalRunException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static LocalRunException Of(string key, params ReadOnlySpan<(string Name, object Value)> values) =>
        new(Texts.Say(key, values));
}
