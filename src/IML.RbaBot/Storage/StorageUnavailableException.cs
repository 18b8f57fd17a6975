namespace IML.RbaBot.Storage;

/// <summary>
/// Storage did not answer, or refused service, after the bounded retries. Whoever sees it knows only that the write may not have
/// happened: what was typed stays in the card, and the next press tells.
/// </summary>
public sealed class StorageUnavailableException : Exception
{
    public StorageUnavailableException()
    {
    }

    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    public StorageUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
